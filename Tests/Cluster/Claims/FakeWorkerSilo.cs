using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>The silo of one process of a worker.</summary>
internal sealed class FakeWorkerSilo(SiloAddress silo, WorkerIncarnationId incarnation)
{
    private long _calls;

    public SiloAddress Silo { get; } = silo;

    public WorkerIncarnationId Incarnation { get; } = incarnation;

    public DateTimeOffset LastHeard { get; private set; } = DateTimeOffset.MaxValue;

    public WorkerCall Call(DateTimeOffset now)
    {
        LastHeard = now;
        return new WorkerCall(Silo, Interlocked.Increment(ref _calls));
    }
}
