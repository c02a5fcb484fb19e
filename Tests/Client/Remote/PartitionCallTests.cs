using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>Allocations and releases travel in batches; each caller gets its own answer.</summary>
public sealed class PartitionCallTests
{
    [Fact]
    public async Task Allocation_AsksForTheProducersPartition_AndDescribesIt()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        Task<ShuffleDescriptor> asked = harness.Master.RegisterPartitionWithProducerAsync(
            Names.Job, new PartitionDescriptor(Names.DataSet, 5, 9), new ProducerDescriptor(0, "executor-1"));
        await harness.Time.PassAsync(MasterHarness.GatherTime);

        ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply> call = await harness.ControlPlane.Allocations.NextAsync();
        PartitionAllocation allocation = Names.Allocation(5, 77);
        call.Reply(new([allocation]));

        Assert.Equal((Names.Job, Names.Instance), (call.Request.Job, call.Request.Instance));
        Assert.Equal(new PartitionRequest(Names.DataSet, DataPartitionKind.Map, 5, 0, 9, "executor-1"), Assert.Single(call.Request.Partitions));
        Assert.Equal(new RemoteShuffleDescriptor(Names.Result(5), allocation), await asked);
    }

    [Fact]
    public async Task CallsMadeTogether_TravelTogether_AndGetTheirOwnAnswers()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();

        ShuffleDescriptor[] descriptors = await harness.RegisterPartitionsAsync(100);

        Assert.Equal(1, harness.ControlPlane.Allocations.Count);
        Assert.Equal(Enumerable.Range(0, 100).Select(index => Names.Result(index)), descriptors.Select(descriptor => descriptor.ResultPartition));
        Assert.Equal(
            Enumerable.Range(0, 100).Select(index => Names.Attempt(index)),
            descriptors.Cast<RemoteShuffleDescriptor>().Select(descriptor => descriptor.Allocation.Attempt));
    }

    [Fact]
    public async Task MoreCallsThanABatchTakes_GoWithTheNext()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync(options => options.MaxBatch = 2);
        Task<ShuffleDescriptor>[] asked = [.. Enumerable.Range(0, 5).Select(index => harness.AskForPartition(index))];
        List<int> batchSizes = [];
        while (batchSizes.Sum() < asked.Length)
        {
            await harness.Time.PassAsync(MasterHarness.GatherTime);
            ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply> call = await harness.ControlPlane.Allocations.NextAsync();
            batchSizes.Add(call.Request.Partitions.Count);
            call.Reply(new([.. call.Request.Partitions.Select(partition => Names.Allocation(partition.PartitionIndex))]));
        }

        await Task.WhenAll(asked);
        Assert.Equal([2, 2, 1], batchSizes);
    }

    [Theory]
    [InlineData(ShuffleErrorCode.StaleEpoch)]
    [InlineData(ShuffleErrorCode.InvalidRequest)]
    public async Task BadItem_FailsAlone(ShuffleErrorCode code)
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        const int badIndex = 5;
        Task<ShuffleDescriptor>[] asked = [.. Enumerable.Range(0, 8).Select(index => harness.AskForPartition(index))];
        await harness.Time.PassAsync(MasterHarness.GatherTime);
        while (!asked.All(call => call.IsCompleted))
        {
            Task<ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply>> next = harness.ControlPlane.Allocations.NextAsync();
            if (await Task.WhenAny(next, Task.WhenAll(asked)) == next)
            {
                Answer(await next);
            }
        }

        Assert.Equal([badIndex], Enumerable.Range(0, 8).Where(index => asked[index].IsFaulted));
        Assert.Equal(code, (await Assert.ThrowsAsync<ShuffleException>(() => asked[badIndex])).Code);

        void Answer(ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply> call)
        {
            if (call.Request.Partitions.Any(partition => partition.PartitionIndex == badIndex))
            {
                call.Fail(new ShuffleException(code, "one of them is wrong"));
            }
            else
            {
                call.Reply(new([.. call.Request.Partitions.Select(partition => Names.Allocation(partition.PartitionIndex))]));
            }
        }
    }

    [Fact]
    public async Task FailureOfTheWholeBatch_ReachesEveryCaller_AfterOneRequest()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        Task<ShuffleDescriptor>[] asked = [harness.AskForPartition(0), harness.AskForPartition(1)];
        await harness.Time.PassAsync(MasterHarness.GatherTime);

        (await harness.ControlPlane.Allocations.NextAsync()).Fail(new ShuffleException(ShuffleErrorCode.NoWorkerAvailable, "none"));

        foreach (Task<ShuffleDescriptor> call in asked)
        {
            Assert.Equal(ShuffleErrorCode.NoWorkerAvailable, (await Assert.ThrowsAsync<ShuffleException>(() => call)).Code);
        }

        Assert.Equal(1, harness.ControlPlane.Allocations.Count);
    }

    [Fact]
    public async Task ReplyOfAnotherLength_IsAnError()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        Task<ShuffleDescriptor> asked = harness.AskForPartition(0);
        await harness.Time.PassAsync(MasterHarness.GatherTime);

        (await harness.ControlPlane.Allocations.NextAsync()).Reply(new([]));

        Assert.Equal(ShuffleErrorCode.MalformedMessage, (await Assert.ThrowsAsync<ShuffleException>(() => asked)).Code);
    }

    [Fact]
    public async Task CallThatIsCancelledWhileItWaits_IsNotSent()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        using var cancel = new CancellationTokenSource();
        Task<ShuffleDescriptor> cancelled = harness.AskForPartition(0, cancel.Token);
        Task<ShuffleDescriptor> stays = harness.AskForPartition(1);
        await harness.Time.WhenArmedAsync(MasterHarness.GatherTime);

        await cancel.CancelAsync();
        harness.Time.Advance(MasterHarness.GatherTime);

        ScriptedCall<PartitionAllocationRequest, PartitionAllocationReply> call = await harness.ControlPlane.Allocations.NextAsync();
        Assert.Equal(1, Assert.Single(call.Request.Partitions).PartitionIndex);
        call.Reply(new([Names.Allocation(1)]));
        await stays;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task Releases_TravelTogether()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        ShuffleDescriptor[] descriptors = await harness.RegisterPartitionsAsync(3);

        Task[] released = [.. descriptors.Select(descriptor => harness.Master.ReleasePartitionExternallyAsync(descriptor))];
        await harness.Time.PassAsync(MasterHarness.GatherTime);
        ScriptedCall<PartitionReleaseRequest, bool> call = await harness.ControlPlane.Releases.NextAsync();
        call.Reply(true);
        await Task.WhenAll(released);

        Assert.Equal((Names.Job, Names.Instance), (call.Request.Job, call.Request.Instance));
        Assert.Equal([Names.Attempt(0), Names.Attempt(1), Names.Attempt(2)], call.Request.Attempts);
        Assert.False(harness.Master.TryGetCurrentDescriptor(Names.Job, Names.Result(0), out _));
    }

    [Fact]
    public async Task ReleaseOfWhatIsNowhere_IsNoError()
    {
        await using MasterHarness harness = MasterHarness.Create();

        await harness.Master.ReleasePartitionExternallyAsync(new RemoteShuffleDescriptor(Names.Result(0), Names.Allocation(0)));
        await harness.Master.ReleasePartitionExternallyAsync(new UnknownShuffleDescriptor(Names.Result(0)));

        Assert.Equal(0, harness.ControlPlane.Releases.Count);
    }

    [Fact]
    public async Task PartitionOfAnUnknownJob_IsRefused()
    {
        await using MasterHarness harness = MasterHarness.Create();

        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => harness.AskForPartition(0))).Code);
    }
}
