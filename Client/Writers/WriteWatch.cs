using System.Diagnostics;
using ShuffleOrleans.Client.Metrics;

namespace ShuffleOrleans.Client.Writers;

/// <summary>Watches one write channel: what it sends, how long it stands without credit, how long its commit takes. Its channel's; under the channel's lock.</summary>
/// <param name="metrics">Where it counts.</param>
/// <param name="time">The clock.</param>
/// <param name="span">The span of the writer; the default if there is none.</param>
internal sealed class WriteWatch(ClientMetrics metrics, TimeProvider time, ActivityContext span)
{
    private long _waitsSince;
    private long _finishedAt;

    public ActivityContext Span => span;

    /// <summary>A body went out. Send loop.</summary>
    public void OnSent(int bytes, int frames) => metrics.OnSent(bytes, frames);

    /// <summary>It stands with frames to send.</summary>
    /// <param name="begins">Whether it has not stood before.</param>
    public void OnBacklog(bool begins)
    {
        if (begins)
        {
            _waitsSince = time.GetTimestamp();
        }
    }

    public void OnCredit()
    {
        if (_waitsSince != 0)
        {
            metrics.OnCreditWait(time.GetElapsedTime(_waitsSince));
            _waitsSince = 0;
        }
    }

    /// <summary>Everything is queued. The task.</summary>
    public void OnFinish() => _finishedAt = time.GetTimestamp();

    /// <summary>The worker has committed. Receive loop.</summary>
    public void OnCommitted() => metrics.OnCommitted(time.GetElapsedTime(_finishedAt));
}
