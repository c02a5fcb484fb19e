using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;
using ShuffleOrleans.Tests.Client.Scripted;
using static ShuffleOrleans.Tests.Client.Scripted.ReduceData;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>A gate over reduce partitions: what it asks for, what the task gets, what becomes of producers that come late, move or are replaced.</summary>
public sealed class ReduceGateTests : IAsyncLifetime
{
    private ScriptedWorker _worker = null!;

    public Task InitializeAsync()
    {
        _worker = ScriptedWorker.Start();
        _worker.Put(Tag(0), Frame(Tag(0), 0, 0, 0, "a0"), Frame(Tag(0), 1, 0, 1, "b0"));
        _worker.Put(Tag(3), Frame(Tag(3), 0, 0, 0, "a3"), Frame(Tag(3), 1, 0, 1, "b3"));
        _worker.Put(Tag(0, 1, 5), Frame(Tag(0, 1, 5), 0, 0, 0, "again"));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task OneRequest_NamesAllProducersInOrder_AndTheChannelIsTheirPlaceInTheGate()
    {
        await using TestExecutor executor = new();
        Assert.Equal(
            ["1/0 a0", "0/0 a3", "1/1 b0", "0/1 b3"], await PolledText.ReadAsync(executor, new SubpartitionRange(0, 1), Shuffle(3), Shuffle(0)));
        OpenReduceReadMessage request = Assert.Single(_worker.Reads);
        Assert.Equal([Tag(0), Tag(3)], request.Producers);
        Assert.Equal((new SubpartitionRange(0, 1), 0L), (request.Range, request.ResumeFrame));
        Assert.True(request.InitialCredit > 0);
    }

    [Fact]
    public async Task OnlyTheAttemptThatWasAskedFor_IsRead()
    {
        await using TestExecutor executor = new();
        Assert.Equal(["0/0 again"], await PolledText.ReadAsync(executor, SubpartitionRange.Single(0), ReduceData.Shuffle(0, 2, [_worker.Location], 1, 5)));
    }

    [Fact]
    public async Task FrameForAllConsumers_IsDeliveredOnceForEachFileItLiesIn()
    {
        byte[] all = Frame(Tag(7), FrameHeader.BroadcastSubpartition, 1, 1, "all");
        byte[] e = Frame(Tag(7), FrameHeader.BroadcastSubpartition, 2, 2, "event", FrameKind.Event);
        byte[] own = Frame(Tag(7), 0, 0, 0, "own");
        _worker.OnRead = (_, _) => ReduceReply.Of([TagFrame(Tag(7), 0), own, all, e, TagFrame(Tag(7), 1), all, e]);
        await using TestExecutor executor = new();
        Assert.Equal(
            ["0/0 own", "0/0 all", "0/0 !event", "0/1 all", "0/1 !event"], await PolledText.ReadAsync(executor, new SubpartitionRange(0, 1), Shuffle(7)));
    }

    [Fact]
    public async Task EmptyContributions_EndTheGate()
    {
        _worker.Put(Tag(8));
        await using TestExecutor executor = new();
        Assert.Empty(await PolledText.ReadAsync(executor, new SubpartitionRange(0, 1), Shuffle(8)));
    }

    [Fact]
    public async Task RangeOverSeveralShares_IsReadFromEachOfTheirWorkers()
    {
        await using ScriptedCluster cluster = new(3, 7);
        await using TestExecutor executor = new();
        OutputModel[] models =
        [
            await executor.WriteAsync(cluster.Shuffle(0), new Random(1), 300),
            await executor.WriteAsync(cluster.Shuffle(1), new Random(2), 300),
        ];
        await executor.MustReadAsync(new SubpartitionRange(1, 3), [cluster.Shuffle(0), cluster.Shuffle(1)], models);
        SubpartitionRange[][] asked = [.. cluster.Workers.Select(worker => worker.Reads.Select(read => read.Range).ToArray())];
        Assert.Equal([[new SubpartitionRange(1, 1)], [new SubpartitionRange(2, 3)], []], asked);
    }

    [Fact]
    public async Task MoreProducersThanOneRequestNames_AreReadOverSeveralChannels()
    {
        const int Producers = OpenReduceReadMessage.MaxProducers + 3;
        for (int producer = 0; producer < Producers; producer++)
        {
            _worker.Put(Tag(producer, 2, 2), Frame(Tag(producer, 2, 2), 0, 0, 0, $"{producer}"));
        }

        await using TestExecutor executor = new();
        RemoteShuffleDescriptor[] shuffles = [.. Enumerable.Range(0, Producers).Select(producer => ReduceData.Shuffle(producer, 1, [_worker.Location], 2, 2))];
        List<string> read = await PolledText.ReadAsync(executor, SubpartitionRange.Single(0), shuffles);
        Assert.Equal(Enumerable.Range(0, Producers).Select(producer => $"{producer}/0 {producer}").Order(), read.Order());
        Assert.Equal([3, OpenReduceReadMessage.MaxProducers], _worker.Reads.Select(request => request.Producers.Count).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnknownProducer_KeepsTheGateFromOpening(bool allUnknown)
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(
            SubpartitionRange.Single(0),
            allUnknown ? new UnknownShuffleDescriptor(Shuffle(0).ResultPartition) : Shuffle(0),
            new UnknownShuffleDescriptor(Shuffle(3).ResultPartition));
        Task<bool> waiting = gate.WaitToPollAsync().AsTask();
        Assert.True(executor.Environment.UpdatePartitionInfo(Shuffle(0)));
        Assert.False(waiting.IsCompleted);
        Assert.Empty(_worker.Reads);
        Assert.True(executor.Environment.UpdatePartitionInfo(Shuffle(3)));
        Assert.True(await waiting.WaitAsync(Patience.Limit));
        Assert.Equal(["0/0 a0", "1/0 a3"], await PolledText.DrainAsync(gate));
        Assert.Equal([Tag(0), Tag(3)], Assert.Single(_worker.Reads).Producers);
    }

    [Fact]
    public async Task WorkerThatCameBackElsewhere_IsFollowed()
    {
        await using ScriptedWorker elsewhere = new();
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(new SubpartitionRange(0, 1), Shuffle(0), Shuffle(3));
        elsewhere.OnRead = (_, _) => Reply(this);
        _worker.OnRead = (_, reply) =>
        {
            // Told of one of its producers first: all that the worker held has moved with it.
            Assert.True(executor.Environment.UpdatePartitionInfo(ReduceData.Shuffle(3, 2, [elsewhere.Location])));
            return reply with { CutBefore = 3 };
        };
        Assert.Equal(["0/0 a0", "1/0 a3", "0/1 b0", "1/1 b3"], await PolledText.DrainAsync(gate));
        Assert.Equal(3, Assert.Single(elsewhere.Reads).ResumeFrame);

        static ReduceReply Reply(ReduceGateTests test) => test._worker.RightAnswer(test._worker.Reads[0]);
    }

    [Fact]
    public async Task AttemptReplacedBeforeAnythingCame_IsReadInItsPlace()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(SubpartitionRange.Single(0), Shuffle(0), Shuffle(3));
        _worker.OnRead = (number, reply) =>
        {
            Assert.True(executor.Environment.UpdatePartitionInfo(ReduceData.Shuffle(0, 2, [_worker.Location], 1, 5)));
            return number == 0 ? ReduceReply.Refusal(Tag(0), ShuffleErrorCode.PartitionNotFinished) : reply;
        };
        Assert.Equal(["0/0 again", "1/0 a3"], (await PolledText.DrainAsync(gate)).Order());
    }

    [Fact]
    public async Task AttemptReplacedInTheMiddle_DoesNotMixWithWhatWasRead()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(SubpartitionRange.Single(0), Shuffle(0), Shuffle(3));
        _worker.OnRead = (_, reply) =>
        {
            Assert.True(executor.Environment.UpdatePartitionInfo(ReduceData.Shuffle(0, 2, [_worker.Location], 1, 5)));
            return reply with { CutBefore = 1 };
        };
        PartitionNotFoundException error = await Assert.ThrowsAsync<PartitionNotFoundException>(() => PolledText.DrainAsync(gate));
        Assert.Equal((ShuffleErrorCode.StaleEpoch, Shuffle(0).ResultPartition), (error.Code, error.Partition));
    }

    [Fact]
    public async Task RangeBeyondThePartition_IsATypedError()
    {
        await using TestExecutor executor = new();
        PartitionException error = await Assert.ThrowsAsync<PartitionException>(() => PolledText.ReadAsync(executor, new SubpartitionRange(1, 2), Shuffle(0)));
        Assert.Equal(ShuffleErrorCode.SubpartitionOutOfRange, error.Code);
    }

    [Fact]
    public async Task ProducerGivenTwice_IsATypedError()
    {
        await using TestExecutor executor = new();
        PartitionException error = await Assert.ThrowsAsync<PartitionException>(
            () => PolledText.ReadAsync(executor, SubpartitionRange.Single(0), Shuffle(0), ReduceData.Shuffle(0, 2, [_worker.Location], 1, 5)));
        Assert.Equal(ShuffleErrorCode.InvalidRequest, error.Code);
    }

    private RemoteShuffleDescriptor Shuffle(int producer) => ReduceData.Shuffle(producer, 2, [_worker.Location]);
}
