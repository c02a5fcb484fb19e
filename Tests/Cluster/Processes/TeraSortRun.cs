using System.Reflection;
using System.Text.Json;

namespace ShuffleOrleans.Tests.Cluster.Processes;

/// <summary>The sample as a process on a cluster. Disposing kills it.</summary>
internal sealed class TeraSortRun(RunningProgram program) : IAsyncDisposable
{
    /// <summary>Its driver.</summary>
    public RunningProgram Program => program;

    public static TeraSortRun Start(string cluster, TestDirectory directory, params string[] arguments)
    {
        string relative = typeof(TeraSortRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Program.TeraSort").Value!;
        string path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, relative.Replace('\\', '/')));
        return new TeraSortRun(RunningProgram.Start(path, ["--cluster", cluster, "--json", "--executors", "2", .. arguments], directory.Sub("tmp")));
    }

    /// <summary>Waits for its first stage.</summary>
    public Task MapsAsync() => program.SaysAsync("map: ");

    /// <summary>Waits for its second stage: all of the first is committed.</summary>
    public Task ReducesAsync() => program.SaysAsync("reduce: ");

    /// <summary>Waits for its end, and asserts that it has sorted.</summary>
    /// <returns>What it said.</returns>
    public async Task<string[]> MustSortAsync()
    {
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        using JsonDocument report = JsonDocument.Parse(end.Output[^1]);
        Assert.True(report.RootElement.GetProperty("validated").GetBoolean(), $"{end}");
        return end.Output;
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();
}
