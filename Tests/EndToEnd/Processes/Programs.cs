using System.Reflection;

namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>Where the programs under test lie.</summary>
internal static class Programs
{
    public static string Standalone => Find(nameof(Standalone));

    public static string TeraSort => Find(nameof(TeraSort));

    public static string WordCount => Find(nameof(WordCount));

    private static string Find(string name)
    {
        string relative = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == $"Program.{name}").Value!;
        string path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
        Assert.True(File.Exists(path), $"{path} is not built.");
        return path;
    }
}
