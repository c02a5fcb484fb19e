using System.Diagnostics;
using System.Globalization;

namespace ShuffleOrleans.Tests.Samples.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class TerminationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("-TERM", 130)]
    [InlineData("-KILL", 137)]
    public async Task DriverThatIsEnded_TakesItsProcessesAndFilesAlong(string signal, int exitCode)
    {
        using SampleCommand command = new();
        using CancellationTokenSource limit = new(Limit);
        Process driver = command.Start("terasort", "", "--bytes", "4GiB", "--executors", "2");
        await UntilMappersRunAsync(driver, limit.Token);
        Process[] children = ChildrenOf(driver.Id);

        // A caretaker, a JobMaster and two executors.
        Assert.Equal(4, children.Length);
        using Process kill = Process.Start("kill", [signal, driver.Id.ToString(CultureInfo.InvariantCulture)]);

        await driver.WaitForExitAsync(limit.Token);
        await Task.WhenAll(children.Select(child => child.WaitForExitAsync(limit.Token)));
        Assert.Equal(exitCode, driver.ExitCode);
        Assert.DoesNotContain(command.Leftovers, path => Path.GetFileName(path).StartsWith("shuffle-", StringComparison.Ordinal));
    }

    private static async Task UntilMappersRunAsync(Process driver, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await driver.StandardOutput.ReadLineAsync(cancellationToken);
        }
        while (line is not null && !line.StartsWith("map: ", StringComparison.Ordinal));

        Assert.NotNull(line);
    }

    private static Process[] ChildrenOf(int processId)
        => [.. Directory.EnumerateDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture)))];
}
