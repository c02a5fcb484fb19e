using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Masters;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Scheduling;
using ShuffleOrleans.Tests.SampleHost;

namespace ShuffleOrleans.Tests.Samples.Masters;

public sealed class JobExchangesTests
{
    [Theory]
    [InlineData(DataPartitionKind.Map)]
    [InlineData(DataPartitionKind.Reduce)]
    public async Task Outputs_AreRegisteredWithTheJobsKindOfPartition(DataPartitionKind kind)
    {
        await using DirectoryShuffleMaster master = new("unused");
        JobSpec job = new(JobId.FromGuid(Guid.NewGuid()), "job", [new StageSpec("map", 2), new StageSpec("reduce", 3)], "{}") { PartitionKind = kind };
        JobExchanges exchanges = new(job, master);

        await using EngineChannel channel = new(new MemoryStream());
        ExecutorConnection executor = new(new ExecutorHello("token", "executor-0", 1, 1, "host", 0), channel);
        ShuffleDescriptor output = await exchanges.RegisterAsync(new TaskAttempt(new TaskId(0, 1), 0), executor, CancellationToken.None);

        PartitionAllocation allocation = Assert.IsType<RemoteShuffleDescriptor>(output).Allocation;
        Assert.Equal((kind, 1, 3), (allocation.Attempt.Partition.Kind, allocation.Attempt.Partition.PartitionIndex, allocation.SubpartitionCount));
    }
}
