using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd.Kills;

/// <summary>Kills the service at the n-th time something happens. Thread-safe.</summary>
internal sealed class KillSwitch(LiveService service, KillMoment moment, int countdown)
{
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = countdown;

    /// <summary>Whether what it counts came to pass often enough.</summary>
    public bool HasStruck => Volatile.Read(ref _left) <= 0;

    /// <summary>Completes when the process is gone.</summary>
    public Task Killed => _killed.Task;

    public void Count(KillMoment happened)
    {
        if (happened == moment && Interlocked.Decrement(ref _left) == 0)
        {
            _ = StrikeAsync();
        }
    }

    private async Task StrikeAsync()
    {
        try
        {
            await service.Program.KillAsync();
            _killed.SetResult();
        }
        catch (Exception e)
        {
            _killed.SetException(e);
        }
    }
}
