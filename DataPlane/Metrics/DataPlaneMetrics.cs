using System.Diagnostics.Metrics;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>
/// What a worker counts: meter <see cref="MeterName"/>. Adding is safe on any thread and allocates nothing while nobody listens. What stands at a moment
/// (connections, memory, disks) is observed by gauges of the same meter. Owned by the worker, which disposes it.
/// </summary>
public sealed class DataPlaneMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ShuffleOrleans.DataPlane";

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _partitions;
    private readonly Counter<long> _errors;

    /// <param name="meters">Makes the meter; null for one of its own.</param>
    internal DataPlaneMetrics(IMeterFactory? meters)
    {
        _ownsMeter = meters is null;
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _received = _meter.CreateCounter<long>("shuffle.data_plane.received", "By", "Bytes of frames that writers sent, headers included.");
        _sent = _meter.CreateCounter<long>("shuffle.data_plane.sent", "By", "Bytes of frames that were sent to readers, headers included.");
        _partitions = _meter.CreateCounter<long>(
            "shuffle.data_plane.partition.ended", "{partition}", "Partition attempts that were committed, failed, released or found lost.");
        _errors = _meter.CreateCounter<long>(
            "shuffle.data_plane.error", "{error}", "Errors that were answered to clients, by their code: limits that were reached among them.");
    }

    internal Meter Meter => _meter;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    internal void OnReceived(int bytes) => _received.Add(bytes);

    internal void OnSent(long bytes) => _sent.Add(bytes);

    internal void OnPartition(DataPartitionKind kind, string outcome)
    {
        if (_partitions.Enabled)
        {
            _partitions.Add(1, new KeyValuePair<string, object?>("shuffle.partition.kind", kind.ToString()), new("shuffle.partition.outcome", outcome));
        }
    }

    internal void OnError(ShuffleErrorCode code)
    {
        if (_errors.Enabled)
        {
            _errors.Add(1, new KeyValuePair<string, object?>("error.type", code.ToString()));
        }
    }
}
