using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>One process of a worker without bytes, which reports to whatever its silo gives it.</summary>
internal sealed class SiloWorker(IWorkerControlPlane controlPlane, WorkerId id)
{
    public static readonly WorkerLoad Load = new([new DiskLoad("/data", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 0, 0, 0, AcceptsWrites: true);

    private readonly List<StoredPartition> _stored = [];
    private long _changes;

    public WorkerId Id => id;

    public WorkerIncarnationId Incarnation { get; } = new(Guid.NewGuid());

    public WorkerLocation Location => new(id, Incarnation, "host", 7000);

    public static PartitionReceipt ReceiptOf(PartitionAttemptId attempt) => new(1, attempt.Epoch, attempt.Epoch * 10, 42);

    public Task<WorkerRegistrationReply> RegisterAsync(params PartitionAttemptId[] stored)
    {
        _stored.AddRange(stored.Select(attempt => new StoredPartition(attempt, 4, ReceiptOf(attempt))));
        return controlPlane.RegisterWorkerAsync(
            new WorkerRegistration(id, Incarnation, "host", 7000, "rack", Load, [.. _stored]), CancellationToken.None);
    }

    public Task<WorkerHeartbeatReply> HeartbeatAsync(params PartitionChange[] changes)
        => controlPlane.HeartbeatWorkerAsync(new WorkerHeartbeat(id, Incarnation, Load, changes), CancellationToken.None);

    public Task<WorkerHeartbeatReply> CommitAsync(PartitionAttemptId attempt)
    {
        StoredPartition stored = new(attempt, 4, ReceiptOf(attempt));
        _stored.Add(stored);
        return HeartbeatAsync(new PartitionChange(++_changes, PartitionChangeKind.Committed, attempt, 4, stored.Receipt, string.Empty));
    }

    public Task LeaveAsync() => controlPlane.LeaveAsync(new WorkerLeave(id, Incarnation), CancellationToken.None);
}
