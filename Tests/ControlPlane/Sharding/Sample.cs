using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.ControlPlane.Sharding;

/// <summary>A job with ids that a reader recognizes.</summary>
internal static class Sample
{
    public static readonly JobId Job = new(new Guid(1, 0, 0, new byte[8]));

    public static DataSetId DataSet(int number) => new(new Guid(number, 0, 0, new byte[8]));

    public static WorkerLocation Worker(int number) => new(
        new WorkerId(new Guid(number, 0, 0, new byte[8])),
        new WorkerIncarnationId(new Guid(number, 1, 0, new byte[8])),
        $"host-{number}",
        7000);

    public static PartitionGroupId Group(int dataSet, int number) => new(Job, DataSet(dataSet), number);

    public static DataPartitionId Partition(int index, int dataSet = 1, DataPartitionKind kind = DataPartitionKind.Map)
        => new(Job, DataSet(dataSet), kind, index);

    public static PartitionRequest Request(int index, int dataSet = 1, DataPartitionKind kind = DataPartitionKind.Map, int subpartitionCount = 4)
        => new(DataSet(dataSet), kind, index, 0, subpartitionCount);

    public static ShardedJob Registered(int maxEvents = 100) => new(
        new JobRegistered(Job, new JobInstanceId(Guid.NewGuid()), "a job", null, TimeSpan.FromMinutes(2), new StorageChoice(), 1000),
        900,
        maxEvents);

    /// <summary>Numbers events as a shell does: reserved first.</summary>
    public static void Tell(ShardedJob job, int count)
    {
        job.Reserve(count);
        for (int i = 0; i < count; i++)
        {
            PartitionAttemptId attempt = new(Partition(i), 0, 1001);
            job.Events.Append(
                new PartitionEvent(job.Events.LastSequence + 1, default, PartitionEventKind.Failed, attempt, Worker(1).Worker, null, string.Empty));
        }
    }
}
