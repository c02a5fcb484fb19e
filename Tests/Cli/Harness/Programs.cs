using System.Reflection;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>Where the programs lie that this project was built with.</summary>
internal static class Programs
{
    public static string Standalone => Find(nameof(Standalone));

    public static string Shuffle => Find(nameof(Shuffle));

    private static string Find(string name)
    {
        string relative = typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == $"Program.{name}").Value!;
        string path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
        Assert.True(File.Exists(path), $"{path} is not built.");
        return path;
    }
}
