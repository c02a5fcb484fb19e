using System.Diagnostics.Metrics;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>
/// What a worker counts and times: meter <see cref="MeterName"/>. Adding is safe on any thread and allocates nothing while nobody listens. What stands at a
/// moment (connections, memory, disks) is observed by gauges of the same meter. Owned by the worker, which disposes it.
/// </summary>
public sealed partial class DataPlaneMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ShuffleOrleans.DataPlane";

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _partitions;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _verifications;
    private readonly Histogram<long> _partitionSize;
    private readonly Histogram<long> _partitionRegions;
    private readonly Durations _durations;

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
        _accepted = _meter.CreateCounter<long>("shuffle.data_plane.connection.accepted", "{connection}", "Connections that clients made, admitted or refused.");
        _verifications = _meter.CreateCounter<long>(
            "shuffle.data_plane.verification.ended", "{check}", "Checks of stored partitions that ended, by who wanted them and what they found.");
        _partitionSize = _meter.CreateHistogram(
            "shuffle.data_plane.partition.size", "By", "Bytes of frames in committed partition attempts.", tags: null, Buckets.Bytes);
        _partitionRegions = _meter.CreateHistogram(
            "shuffle.data_plane.partition.regions", "{region}", "Regions in committed partition attempts.", tags: null, Buckets.Counts);
        _durations = new Durations(_meter);
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
            _partitions.Add(1, new KeyValuePair<string, object?>(Tags.Kind, kind.ToString()), new("shuffle.partition.outcome", outcome));
        }
    }

    internal void OnCommitted(DataPartitionKind kind, PartitionReceipt receipt)
    {
        OnPartition(kind, "committed");
        _partitionSize.Record(receipt.FrameBytes);
        _partitionRegions.Record(receipt.RegionCount);
    }

    internal void OnError(ShuffleErrorCode code)
    {
        if (_errors.Enabled)
        {
            _errors.Add(1, new KeyValuePair<string, object?>(Tags.Error, code.ToString()));
        }
    }

    internal void OnConnection(bool admitted) => _accepted.Add(1, new KeyValuePair<string, object?>(Tags.Outcome, admitted ? "admitted" : "refused"));

    internal void OnVerified(string by, string outcome) =>
        _verifications.Add(1, new KeyValuePair<string, object?>("shuffle.verification.by", by), new("shuffle.verification.outcome", outcome));
}
