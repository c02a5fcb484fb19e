using System.Diagnostics.Metrics;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Metrics;

/// <summary>
/// What a control plane counts and times: meter <see cref="MeterName"/>. Adding is safe on any thread and allocates nothing while nobody listens. Owned by the
/// shell, embedded or a silo, which disposes it.
/// </summary>
public sealed class ControlPlaneMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ShuffleOrleans.ControlPlane";

    private const string Outcome = "shuffle.outcome";

    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    };

    private static readonly InstrumentAdvice<long> Bytes = new() { HistogramBucketBoundaries = [.. Enumerable.Range(4, 10).Select(power => 1L << (2 * power))] };

    // Kinds are text on the wire; only those that are known become tags.
    private static readonly HashSet<string> KnownKinds =
    [
        ServiceEventKinds.JobRegistered, ServiceEventKinds.JobTakenOver, ServiceEventKinds.JobEnded, ServiceEventKinds.JobExpired,
        ServiceEventKinds.WorkerRegistered, ServiceEventKinds.WorkerGone, ServiceEventKinds.WorkerForgotten, ServiceEventKinds.WorkerExcluded,
        ServiceEventKinds.WorkerIncluded, ServiceEventKinds.DiskStateChanged, ServiceEventKinds.PartitionCommitted, ServiceEventKinds.PartitionFailed,
        ServiceEventKinds.PartitionLost, ServiceEventKinds.PartitionRelocated, ServiceEventKinds.PartitionReleased, ServiceEventKinds.VerificationFailed,
    ];

    private readonly Meter _meter;
    private readonly bool _ownsMeter;
    private readonly Histogram<double> _calls;
    private readonly Counter<long> _allocations;
    private readonly Counter<long> _events;
    private readonly Counter<long> _expirations;
    private readonly Histogram<double> _flushes;
    private readonly Histogram<long> _flushSizes;

    /// <param name="meters">Makes the meter; null for one of its own.</param>
    public ControlPlaneMetrics(IMeterFactory? meters)
    {
        _ownsMeter = meters is null;
        _meter = meters?.Create(MeterName) ?? new Meter(MeterName);
        _calls = _meter.CreateHistogram(
            "shuffle.control_plane.call.duration", "s", "Calls of the control plane, until their effect is durable.", tags: null, Seconds);
        _allocations = _meter.CreateCounter<long>(
            "shuffle.control_plane.allocation", "{partition}", "Partition attempts that were asked for, by what became of the request.");
        _events = _meter.CreateCounter<long>("shuffle.control_plane.event", "{event}", "What people are told in the event log, by kind.");
        _expirations = _meter.CreateCounter<long>(
            "shuffle.control_plane.expiration", "{expiration}", "Jobs that ended because they were silent, and workers that count as gone or were forgotten.");
        _flushes = _meter.CreateHistogram(
            "shuffle.control_plane.journal.flush.duration", "s", "Writing gathered facts to the journal and flushing the disk.", tags: null, Seconds);
        _flushSizes = _meter.CreateHistogram("shuffle.control_plane.journal.flush.size", "By", "Bytes of one write to the journal.", tags: null, Bytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsMeter)
        {
            _meter.Dispose();
        }
    }

    /// <summary>Shows what stands at a moment.</summary>
    /// <param name="look">Counts it; any thread, a few times a minute.</param>
    internal void Observe(Func<ClusterCounts> look) => ClusterGauges.Observe(_meter, look);

    internal void OnCall(string method, string outcome, TimeSpan took) =>
        _calls.Record(took.TotalSeconds, new KeyValuePair<string, object?>("shuffle.method", method), new(Outcome, outcome));

    internal void OnAllocated(int partitions, string outcome) => _allocations.Add(partitions, new KeyValuePair<string, object?>(Outcome, outcome));

    internal void OnEvents(IReadOnlyList<ServiceEvent> events)
    {
        foreach (ServiceEvent told in events)
        {
            _events.Add(1, new KeyValuePair<string, object?>("shuffle.event.kind", KnownKinds.Contains(told.Kind) ? told.Kind : "other"));
            if (WhatExpired(told.Kind) is { } what)
            {
                _expirations.Add(1, new KeyValuePair<string, object?>("shuffle.expired", what));
            }
        }
    }

    internal void OnFlush(TimeSpan took, long bytes)
    {
        _flushes.Record(took.TotalSeconds);
        _flushSizes.Record(bytes);
    }

    private static string? WhatExpired(string kind) => kind switch
    {
        ServiceEventKinds.JobExpired => "job",
        ServiceEventKinds.WorkerGone => "worker",
        ServiceEventKinds.WorkerForgotten => "worker_memory",
        _ => null,
    };
}
