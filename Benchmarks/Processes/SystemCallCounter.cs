using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>
/// Counts the system calls of some processes with <c>perf stat</c>, from its start until it is stopped. Counting slows them, so it is done in a pass of
/// its own. Where there is no perf, or it may not, nothing is counted.
/// </summary>
internal sealed class SystemCallCounter : IAsyncDisposable
{
    private const string EventName = "raw_syscalls:sys_enter";

    // perf attaches before it starts its command: the command's first words say that it counts.
    private const string Started = "counting";

    private readonly ChildProcess _perf;

    private SystemCallCounter(ChildProcess perf) => _perf = perf;

    /// <returns>Null if it cannot be counted here.</returns>
    public static async Task<SystemCallCounter?> TryStartAsync(IReadOnlyList<int> processIds, CancellationToken cancellationToken)
    {
        if (processIds.Count == 0)
        {
            return null;
        }

        // The command that perf waits for ends with its standard input.
        string ids = string.Join(',', processIds);
        ProcessStartInfo start = new("perf", ["stat", "-x,", "-e", EventName, "-p", ids, "--", "sh", "-c", $"echo {Started}; cat >/dev/null"]);
        try
        {
            var perf = ChildProcess.Start("perf", start);
            await perf.HearAfterAsync(Started, cancellationToken);
            return new SystemCallCounter(perf);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"system calls are not counted: {e.Message}");
            return null;
        }
    }

    /// <returns>How many there were; null if perf could not tell.</returns>
    public async Task<long?> StopAsync()
    {
        IReadOnlyList<string> said = await _perf.FinishAsync();
        string? line = said.FirstOrDefault(line => line.Contains(EventName, StringComparison.Ordinal));
        return long.TryParse(line?.Split(',')[0], CultureInfo.InvariantCulture, out long count) ? count : null;
    }

    public ValueTask DisposeAsync() => _perf.DisposeAsync();
}
