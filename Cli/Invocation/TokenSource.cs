namespace ShuffleOrleans.Cli.Invocation;

/// <summary>Where tokens come from: never the command line, which everybody on the machine can see. A message never holds one.</summary>
internal static class TokenSource
{
    private const int ShortestToken = 16;
    private const int LongestToken = 256;

    // More than a token and its line end is another file.
    private const int MaxFileBytes = 4096;

    /// <summary>The first line of a file.</summary>
    /// <exception cref="MisuseException">It cannot be read, or is no token.</exception>
    public static string Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxFileBytes)
            {
                throw new MisuseException($"The file {path} is too long to hold a token.");
            }

            using StreamReader reader = new(file);
            return Check(reader.ReadLine()?.Trim() ?? "", $"the file {path}")!;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MisuseException($"The token cannot be read: {e.Message}");
        }
    }

    /// <summary>Checks what a token may look like; without one there is none.</summary>
    /// <exception cref="MisuseException">It is no token.</exception>
    public static string? Check(string? token, string origin) =>
        token is null || (token.Length is >= ShortestToken and <= LongestToken && token.All(character => character is > ' ' and <= '~'))
            ? token
            : throw new MisuseException($"What {origin} holds is no token: {ShortestToken} to {LongestToken} printable ASCII characters without spaces.");
}
