namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>Reads the golden test vectors: a line "&gt; Name" or "&lt; Name" begins an entry, hexadecimal lines are its bytes, '#' begins a comment.</summary>
internal static class GoldenFile
{
    public static IReadOnlyList<GoldenEntry> Read(string name)
    {
        List<GoldenEntry> entries = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", name)))
        {
            string content = line.Split('#')[0].Trim();
            if (content.StartsWith('>') || content.StartsWith('<'))
            {
                entries.Add(new GoldenEntry(content[0], content[1..].Trim(), string.Empty));
            }
            else if (content.Length > 0)
            {
                entries[^1] = entries[^1] with { Hex = entries[^1].Hex + content.ToUpperInvariant() };
            }
        }

        return entries;
    }
}
