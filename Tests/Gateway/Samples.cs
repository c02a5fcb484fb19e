using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>Ids and values with every field set, so that a field that is lost on the way shows.</summary>
internal static class Samples
{
    public static readonly JobId Job = JobId.Parse("00000000000000000000000000000a01", null);
    public static readonly JobInstanceId Instance = JobInstanceId.Parse("00000000000000000000000000000a02", null);
    public static readonly DataSetId DataSet = DataSetId.Parse("00000000000000000000000000000a03", null);
    public static readonly WorkerId Worker = WorkerId.Parse("00000000000000000000000000000a04", null);
    public static readonly WorkerId OtherWorker = WorkerId.Parse("00000000000000000000000000000a06", null);
    public static readonly WorkerIncarnationId Incarnation = WorkerIncarnationId.Parse("00000000000000000000000000000a05", null);
    public static readonly PartitionAttemptId Attempt = new(new DataPartitionId(Job, DataSet, DataPartitionKind.Reduce, 7), 2, 3);
    public static readonly PartitionReceipt Receipt = new(4, 5_000_000_000, 6_000_000_000_000, ulong.MaxValue - 1);

    public static readonly StorageChoice Storage = new(Durability.Fsync, DiskKind.Ssd);

    public static PartitionAllocation Allocation => new(
        Attempt,
        17,
        [new WorkerLocation(Worker, Incarnation, "worker-1", 40123), new WorkerLocation(OtherWorker, Incarnation, "worker-2", 40124)],
        Storage);

    public static JobRegistrationRequest Registration => new(Job, Instance, "terasort", "locality", TimeSpan.FromSeconds(90), Storage);
}
