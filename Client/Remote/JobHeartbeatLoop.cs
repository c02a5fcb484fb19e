using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// Tells the control plane at regular times that the JobMaster lives. A passing failure is left to the next time; any other ends the loop, and with it the
/// job.
/// </summary>
internal sealed partial class JobHeartbeatLoop(IShuffleControlPlane controlPlane, JobHeartbeat heartbeat, TimeProvider timeProvider, ILogger logger)
{
    // A control plane that asks for more than this is mistaken, and would be flooded.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(TimeSpan interval, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(interval > ShortestInterval ? interval : ShortestInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
        {
            await BeatAsync(stopping).ConfigureAwait(false);
        }
    }

    private async Task BeatAsync(CancellationToken stopping)
    {
        try
        {
            await controlPlane.HeartbeatJobAsync(heartbeat, stopping).ConfigureAwait(false);
        }
        catch (ShuffleException error) when (error.IsTransient)
        {
            LogHeartbeatFailed(error, heartbeat.Job);
        }
    }
}
