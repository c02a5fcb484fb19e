using System.Diagnostics;
using System.Globalization;

namespace ShuffleOrleans.Tests.Samples.EndToEnd;

/// <summary>A run with <c>--keep</c> stays when it is done, until somebody has seen enough; then nothing of it is left.</summary>
[Trait("Category", "EndToEnd")]
public sealed class KeptRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task KeptRun_StaysUntilItIsDismissed_ThenLeavesNothing(bool byEnter)
    {
        using SampleCommand command = new();
        using CancellationTokenSource limit = new(Limit);
        Process driver = command.Start("terasort", "", "--bytes", "100KiB", "--executors", "1", "--keep");
        string directory = await UntilKeptAsync(driver, limit.Token);
        Assert.True(Directory.Exists(directory), directory);
        Assert.False(driver.HasExited);

        if (byEnter)
        {
            await driver.StandardInput.WriteLineAsync();
            await driver.StandardInput.FlushAsync(limit.Token);
        }
        else
        {
            // Nobody is at the keyboard: that does not end it, being told to does.
            driver.StandardInput.Close();
            using Process kill = Process.Start("kill", ["-INT", driver.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(limit.Token);
        }

        await driver.WaitForExitAsync(limit.Token);
        Assert.Equal((0, ""), (driver.ExitCode, await driver.StandardError.ReadToEndAsync(limit.Token)));
        Assert.Empty(command.Leftovers);
    }

    private static async Task<string> UntilKeptAsync(Process driver, CancellationToken cancellationToken)
    {
        const string Kept = "until Enter or Ctrl-C: ";
        string? line;
        do
        {
            line = await driver.StandardOutput.ReadLineAsync(cancellationToken);
        }
        while (line is not null && !line.Contains(Kept, StringComparison.Ordinal));

        Assert.NotNull(line);
        return line[(line.IndexOf(Kept, StringComparison.Ordinal) + Kept.Length)..];
    }
}
