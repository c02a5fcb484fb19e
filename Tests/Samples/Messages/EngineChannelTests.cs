using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Tests.Samples.Messages;

public sealed class EngineChannelTests
{
    public static TheoryData<string> Kinds => [.. Messages.Keys];

    private static Dictionary<string, EngineMessage> Messages { get; } = new()
    {
        ["hello"] = new ExecutorHello("token", "executor-1", 42, 2, "127.0.0.1", 4711),
        ["finished"] = new TaskFinished(1, 2, 3, "{\"a\":1}", new TaskCounters(1, 2, 3, 4), 5),
        ["failed for a lost input"] = new TaskFailed(1, 2, 3, "why", new ResultPartitionId(DataSetId.FromGuid(Guid.NewGuid()), 4, 5)),
        ["failed"] = new TaskFailed(1, 2, 3, "why", null),
        ["held"] = new TaskHeld(1, 2, 3),
        ["shut down"] = new ShutDown(),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Message_ArrivesAsItWasSent(string kind) => Assert.Equal(Messages[kind], await RoundTripAsync(Messages[kind]));

    [Fact]
    public async Task Report_CarriesTheCountersOfEachTask()
    {
        TaskReport task = new(0, 1, 2, new TaskCounters(1, 2, 3, 4));

        ExecutorReport received = Assert.IsType<ExecutorReport>(await RoundTripAsync(new ExecutorReport(1.5, [task])));

        Assert.Equal((1.5, task), (received.CpuSeconds, Assert.Single(received.Tasks)));
    }

    [Fact]
    public async Task Release_NamesTheOutputs()
    {
        ResultPartitionId[] outputs = [new(DataSetId.FromGuid(Guid.NewGuid()), 4, 5), new(DataSetId.FromGuid(Guid.NewGuid()), 6, 7)];

        ReleasePartitions received = Assert.IsType<ReleasePartitions>(await RoundTripAsync(new ReleasePartitions(outputs)));

        Assert.Equal(outputs, received.Partitions);
    }

    [Fact]
    public async Task Deployment_CarriesItsDescriptors()
    {
        JobId job = JobId.FromGuid(Guid.NewGuid());
        ShuffleDescriptor descriptor = Descriptor(job);
        TaskDeployment sent = new(job, 1, "reduce", 2, 3, 4, "{}", 5, descriptor.ResultPartition.DataSet, [descriptor], descriptor, 6, HoldBeforeCommit: true);

        TaskDeployment received = Assert.IsType<TaskDeployment>(await RoundTripAsync(sent));

        Assert.Equal(sent with { Inputs = [], Output = null }, received with { Inputs = [], Output = null });
        RemoteShuffleDescriptor arrived = Assert.IsType<RemoteShuffleDescriptor>(Assert.Single(received.Inputs));
        Assert.Equal(descriptor.ResultPartition, arrived.ResultPartition);
        Assert.Equal(((RemoteShuffleDescriptor)descriptor).Allocation.Attempt, arrived.Allocation.Attempt);
        Assert.Equal(((RemoteShuffleDescriptor)descriptor).Allocation.Locations, arrived.Allocation.Locations);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 0, 0, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3 })]
    public async Task Garbage_IsATypedError(byte[] bytes)
    {
        await using EngineChannel channel = new(new MemoryStream(bytes));
        await Assert.ThrowsAsync<InvalidDataException>(() => channel.ReceiveAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task ConnectionThatEnds_GivesNull(int keptBytes)
    {
        MemoryStream stream = new();
        await new EngineChannel(stream).SendAsync(new ShutDown(), CancellationToken.None);
        await using EngineChannel channel = new(new MemoryStream(stream.ToArray()[..keptBytes]));

        Assert.Null(await channel.ReceiveAsync(CancellationToken.None));
    }

    private static async Task<EngineMessage?> RoundTripAsync(EngineMessage message)
    {
        MemoryStream stream = new();
        EngineChannel channel = new(stream);
        await channel.SendAsync(message, CancellationToken.None);
        stream.Position = 0;
        return await channel.ReceiveAsync(CancellationToken.None);
    }

    private static RemoteShuffleDescriptor Descriptor(JobId job)
    {
        DataSetId dataSet = DataSetId.FromGuid(Guid.NewGuid());
        DataPartitionId partition = new(job, dataSet, DataPartitionKind.Map, 3);
        WorkerLocation location = new(WorkerId.FromGuid(Guid.NewGuid()), WorkerIncarnationId.FromGuid(Guid.NewGuid()), "127.0.0.1", 4711);
        return new RemoteShuffleDescriptor(
            new ResultPartitionId(dataSet, 3, 1), new PartitionAllocation(new PartitionAttemptId(partition, 1, 2), 8, [location]));
    }
}
