using System.Text.Json;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Jobs;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cluster.Jobs;

public class JobDocumentTests
{
    private static readonly JobId Job = new(Guid.NewGuid());
    private static readonly DataSetId DataSet = new(Guid.NewGuid());

    [Fact]
    public void Job_IsReadAsItWasWritten()
    {
        ShardedJob job = new(
            new JobRegistered(Job, new JobInstanceId(Guid.NewGuid()), "a job", "random", TimeSpan.FromMinutes(3), new StorageChoice(Durability.Fsync, DiskKind.Ssd), 7),
            5,
            100);
        job.Ownership.Apply(job.Ownership.Registration with { Instance = new JobInstanceId(Guid.NewGuid()), AssignmentStrategy = null });
        WorkerLocation worker = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "host", 7000);
        job.Intend(new DataPartitionId(Job, DataSet, DataPartitionKind.Reduce, 300), 4, [worker]);
        job.BeginEnd();

        ShardedJobRecord read = Read(job);

        Assert.Equal(job.Ownership.Registration, read.Registration);
        Assert.Equal(job.Ownership.FencedInstances, read.FencedInstances);
        Assert.Equal(5, read.FoundingEpoch);
        Assert.Equal([new GroupRange(2, 1)], Assert.Single(read.Groups).Ranges);
        Assert.Equal([worker.Worker], Assert.Single(read.DataSets).Homes);
        Assert.Equal(job.EventCeiling, read.EventCeiling);
        Assert.True(read.IsEnding);
    }

    [Fact]
    public void JobOfAHundredThousandPartitions_IsASmallDocument()
    {
        ShardedJob job = new(
            new JobRegistered(Job, new JobInstanceId(Guid.NewGuid()), "a large job", null, TimeSpan.FromMinutes(2), default, 7), 5, 100);
        for (int index = 0; index < 100_000; index++)
        {
            job.Intend(new DataPartitionId(Job, DataSet, DataPartitionKind.Map, index), 4, []);
        }

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(job.Describe(), JobDocuments.Default.ShardedJobRecord).Length, 1, 2000);
    }

    [Fact]
    public void Directory_IsReadAsItWasWritten()
    {
        JobDirectory directory = new(DateTimeOffset.UnixEpoch.AddDays(1));
        directory.Begin(Job, DateTimeOffset.UnixEpoch.AddDays(2));

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(directory.Describe(), JobDocuments.Default.JobDirectoryRecord);
        JobDirectory read = new(JsonSerializer.Deserialize(json, JobDocuments.Default.JobDirectoryRecord)!);

        Assert.Equal(directory.FloorOf(Job), read.FloorOf(Job));
        Assert.Equal((directory.FoundingEpoch, directory.HighestEpoch), (read.FoundingEpoch, read.HighestEpoch));
    }

    private static ShardedJobRecord Read(ShardedJob job) => JsonSerializer.Deserialize(
        JsonSerializer.SerializeToUtf8Bytes(job.Describe(), JobDocuments.Default.ShardedJobRecord),
        JobDocuments.Default.ShardedJobRecord)!;
}
