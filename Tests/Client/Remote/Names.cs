using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>Ids and values that the tests share.</summary>
internal static class Names
{
    public static readonly JobId Job = JobId.Parse("00000000000000000000000000000b01", null);
    public static readonly JobInstanceId Instance = JobInstanceId.Parse("00000000000000000000000000000b02", null);
    public static readonly DataSetId DataSet = DataSetId.Parse("00000000000000000000000000000b03", null);
    public static readonly WorkerId Worker = WorkerId.Parse("00000000000000000000000000000b04", null);

    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(5);

    public static JobRegistration Registration(long lastEventSequence)
        => new(Job, Instance, HeartbeatInterval, TimeSpan.FromSeconds(60), lastEventSequence);

    public static PartitionDescriptor Partition(int index) => new(DataSet, index, 4);

    public static ResultPartitionId Result(int index, int attempt = 0) => new(DataSet, index, attempt);

    public static PartitionAttemptId Attempt(int index, long epoch = 1, int attempt = 0)
        => new(new DataPartitionId(Job, DataSet, DataPartitionKind.Map, index), attempt, epoch);

    public static PartitionAllocation Allocation(int index, long epoch = 1, int port = 7000)
        => new(Attempt(index, epoch), 4, [new WorkerLocation(Worker, WorkerIncarnationId.None, "worker", port)]);

    public static PartitionEvent Event(long sequence, PartitionEventKind kind, int index, long epoch = 1)
        => new(sequence, DateTimeOffset.UnixEpoch, kind, Attempt(index, epoch), Worker, null, "because");

    public static PartitionEventBatch Batch(params PartitionEvent[] events) => new(events, false, events.Length == 0 ? 0 : events[^1].Sequence);
}
