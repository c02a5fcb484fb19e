using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Cli.Live;

/// <summary>Rates out of totals: the difference of two looks over the service's own time between them. No clock.</summary>
internal sealed class TrafficMeter
{
    private ClusterSummary? _last;

    /// <summary>Takes the next look.</summary>
    /// <returns>Bytes per second received and sent since the last look; null for the first.</returns>
    public (double Received, double Sent)? Next(ClusterSummary cluster)
    {
        ClusterSummary? last = _last;
        _last = cluster;
        double seconds = last is null ? 0 : (cluster.At - last.At).TotalSeconds;

        // A worker that went took its totals along: less than nothing was not received.
        return seconds <= 0
            ? null
            : (Math.Max(0, cluster.ReceivedBytes - last!.ReceivedBytes) / seconds, Math.Max(0, cluster.SentBytes - last.SentBytes) / seconds);
    }
}
