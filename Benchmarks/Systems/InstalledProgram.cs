using System.Diagnostics;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>
/// How to find and start a server that is installed on the machine. It knows nothing of the runner's lifeline, so a shell stands between them: it ends the
/// program when its own standard input closes, and ends when the program does.
/// </summary>
internal static class InstalledProgram
{
    // The standard input is kept as 3, since a shell gives its background commands an empty one. What watches it holds no output of the program open.
    private const string Lifeline = "exec 3<&0; \"$@\" 3<&- & child=$!; (cat <&3; kill $child) >/dev/null 2>&1 & wait $child";

    /// <summary>Where it is: in the search path, or where Debian puts servers; null if it is not there.</summary>
    public static string? Find(string name)
    {
        string[] searched = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] folders = [.. searched, "/usr/sbin", "/usr/bin"];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>The command that runs it under the lifeline.</summary>
    public static ProcessStartInfo Command(string path, params IEnumerable<string> arguments) => new("/bin/sh", ["-c", Lifeline, "sh", path, .. arguments]);
}
