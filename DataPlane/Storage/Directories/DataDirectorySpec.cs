using System.Diagnostics.CodeAnalysis;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>One entry of <see cref="StorageOptions.DataDirectories"/>.</summary>
/// <param name="Path">The directory.</param>
/// <param name="Kind">Its label.</param>
public sealed record DataDirectorySpec(string Path, DiskKind Kind)
{
    /// <summary>Reads the comma-separated list.</summary>
    /// <param name="text">For instance <c>[SSD]/a,[HDD]/b</c>.</param>
    /// <param name="directories">The entries, in order.</param>
    /// <param name="problem">What is wrong with the text, for a person.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out IReadOnlyList<DataDirectorySpec>? directories, [NotNullWhen(false)] out string? problem)
    {
        List<DataDirectorySpec> parsed = [];
        directories = null;
        foreach (string entry in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParseEntry(entry, out DataDirectorySpec? directory, out problem))
            {
                return false;
            }

            if (parsed.Any(other => other.Path == directory.Path))
            {
                problem = $"DataDirectories names '{directory.Path}' twice.";
                return false;
            }

            parsed.Add(directory);
        }

        directories = parsed;
        problem = parsed.Count == 0 ? "DataDirectories names no directory." : null;
        return parsed.Count > 0;
    }

    /// <summary>The one spelling of a path that counts: absolute, without a separator at its end.</summary>
    internal static string Normalize(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private static bool TryParseEntry(string entry, [NotNullWhen(true)] out DataDirectorySpec? directory, [NotNullWhen(false)] out string? problem)
    {
        directory = null;
        problem = null;
        DiskKind kind = DiskKind.Hdd;
        string path = entry;
        if (entry.StartsWith('['))
        {
            int close = entry.IndexOf(']', StringComparison.Ordinal);
            string label = close < 0 ? entry : entry[1..close];
            if (close < 0 || !(label.Equals("SSD", StringComparison.OrdinalIgnoreCase) || label.Equals("HDD", StringComparison.OrdinalIgnoreCase)))
            {
                problem = $"DataDirectories has '{entry}': a label is [SSD] or [HDD].";
                return false;
            }

            kind = label.Equals("SSD", StringComparison.OrdinalIgnoreCase) ? DiskKind.Ssd : DiskKind.Hdd;
            path = entry[(close + 1)..].Trim();
        }

        if (path.Length == 0)
        {
            problem = $"DataDirectories has '{entry}': the path is missing.";
            return false;
        }

        directory = new DataDirectorySpec(Normalize(path), kind);
        return true;
    }
}
