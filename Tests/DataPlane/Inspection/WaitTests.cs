using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

/// <summary>What waits on purpose is found, with what it waits for and since when. The clock is the test's.</summary>
public sealed class WaitTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private LiveWorker _worker = null!;

    private IWorkerInspection Inspection => _worker.Worker.Inspection;

    public async Task InitializeAsync() => _worker = await LiveWorker.StartAsync(
        _directory, options => options.Server.KeepAliveInterval = TimeSpan.FromHours(1), time: _clock);

    public async Task DisposeAsync()
    {
        await _worker.AssertIdleAsync();
        await _worker.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ReaderWithoutCredit_IsNoCredit_AndNamed_SinceItWasOpened()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await _worker.WriteAsync(partition);
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 10));
        await reader.TakeAsync();
        _clock.Advance(Pause);
        OpenChannel channel = Assert.Single((await ChannelsAsync(new ChannelQuery(Waiting: true))).Items);
        Assert.Equal((Blocker.NoCredit, Pause.TotalSeconds), (channel.Waiting, channel.WaitingSeconds));
        Assert.Equal((0L, 10L, (long?)partition.Bytes.Length), (channel.Bytes, channel.CreditBytes, channel.TotalBytes));
        Assert.Equal((0, 8, 3), (channel.FirstSubpartition, channel.SubpartitionCount, channel.Index));
        Wait wait = Assert.Single((await Inspection.ListWaitsAsync(new WaitQuery(), default)).Items);
        Assert.Equal((Blocker.NoCredit, Pause.TotalSeconds, ChannelDirection.Read), (wait.Blocker, wait.WaitingSeconds, wait.Direction));
        Assert.Equal("0-7", wait.Subpartitions);
        Assert.Equal(_worker.Worker.Identity.Worker, wait.Worker);
        OpenConnection connection = Assert.Single((await Inspection.InspectAsync(default)).Connections);
        Assert.Contains(connection.Peer, wait.Text, StringComparison.Ordinal);
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Empty((await Inspection.ListWaitsAsync(new WaitQuery(), default)).Items);
    }

    [Fact]
    public async Task ReaderThatUsedUpItsCredit_WaitsSinceThen()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await _worker.WriteAsync(partition);
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        int first = partition.Frames[0].Bytes.Length;
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, first));
        await reader.TakeAsync();
        await reader.TakeAsync();

        // The turn that has sent the frame ends before that of another channel begins.
        await reader.OpenAsync(new OpenReadEntry(2, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndAsync(2);
        _clock.Advance(Pause);
        OpenChannel channel = Assert.Single((await ChannelsAsync(new ChannelQuery(Direction: ChannelDirection.Read))).Items);
        Assert.Equal((Blocker.NoCredit, Pause.TotalSeconds), (channel.Waiting, channel.WaitingSeconds));
        Assert.Equal((1L, (long)first, 0L), (channel.Frames, channel.Bytes, channel.CreditBytes));
        PartitionLayout layout = (await Inspection.FindLayoutAsync(new LayoutRequest(partition.Attempt), default))!;
        LayoutReader reading = Assert.Single(layout.Readers);
        Assert.Equal((Blocker.NoCredit, 128L + first), (reading.Waiting, reading.Offset));
    }

    [Fact]
    public async Task ReaderThatGrantsCreditAndTakesNothing_IsASlowReader()
    {
        // More than the socket's buffers hold.
        SamplePartition partition = SamplePartition.OfLongFrames(400);
        await _worker.WriteAsync(partition);
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.TakeAsync();
        WaitList waits;
        do
        {
            // A turn that ends in between begins the wait anew; one that finds the socket full does not end.
            _clock.Advance(Pause);
            waits = await Inspection.ListWaitsAsync(new WaitQuery(), default);
        }
        while (waits.TotalCount == 0);

        Wait wait = Assert.Single(waits.Items);
        Assert.Equal((Blocker.SlowReader, ChannelDirection.Read), (wait.Blocker, wait.Direction));
        Assert.True(wait.WaitingSeconds >= Pause.TotalSeconds);
        OpenConnection connection = Assert.Single((await Inspection.InspectAsync(default)).Connections);
        Assert.Contains(connection.Peer, wait.Text, StringComparison.Ordinal);
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes.Length, reader.BytesOf(1).Length);
    }

    [Fact]
    public async Task WriterThatMaySendAndDoesNot_IsASlowWriter()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Frames[0].Bytes));
        await client.SettleAsync();
        Assert.Equal(Blocker.None, Assert.Single((await ChannelsAsync(new ChannelQuery())).Items).Waiting);
        _clock.Advance(Pause);
        OpenChannel channel = Assert.Single((await ChannelsAsync(new ChannelQuery(Waiting: true))).Items);
        Assert.Equal((Blocker.SlowWriter, Pause.TotalSeconds), (channel.Waiting, channel.WaitingSeconds));
        Assert.Equal((1L, (long)partition.Frames[0].Bytes.Length), (channel.Frames, channel.Bytes));
        await AbortAsync(client, 1, partition);
    }

    [Fact]
    public async Task WriterThatStarvesForMemory_IsMemory_AndTheLedgerNamesWhoHasIt()
    {
        SamplePartition greedy = SamplePartition.Mixed();
        SamplePartition starving = SamplePartition.Mixed();
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, greedy.Open).Say(1, new BacklogMessage(4 * 1024 * 1024)));
        await client.SendAsync(new Script().Say(2, starving.Open).Say(2, new BacklogMessage(1024 * 1024)));
        await client.SettleAsync();
        _clock.Advance(Pause);
        OpenChannel channel = Assert.Single((await ChannelsAsync(new ChannelQuery(Job: starving.Attempt.Partition.Job))).Items);
        Assert.Equal((Blocker.Memory, Pause.TotalSeconds), (channel.Waiting, channel.WaitingSeconds));
        LedgerState ledger = await Inspection.InspectLedgerAsync(new LedgerQuery(), default);
        LedgerHolder largest = ledger.Holders[0];
        Assert.Equal((HolderKind.WriteChannel, greedy.Attempt.Partition.Job), (largest.Kind, largest.Job!.Value));
        Assert.Equal(2 * ledger.BufferBytes, largest.GuaranteedBytes);
        Assert.Equal(ledger.PromisedBytes, ledger.Holders.Sum(holder => holder.QuotaBytes));
        Assert.Equal(ledger.InUseBytes, ledger.Holders.Sum(holder => holder.InUseBytes));
        Assert.Equal(ledger.BudgetBytes, ledger.PromisedBytes + ledger.FreeBytes);
        LedgerWaiter waiter = ledger.Waiters.Single(waiter => waiter.Owner.Contains($"{starving.Attempt.Partition.Job}", StringComparison.Ordinal));
        Assert.Equal((Pause.TotalSeconds, ledger.BufferBytes), (waiter.WaitingSeconds, waiter.WantedBytes));
        Assert.Contains(largest.Owner, waiter.WaitsFor, StringComparison.Ordinal);
        WaitList waits = await Inspection.ListWaitsAsync(new WaitQuery(starving.Attempt.Partition.Job), default);
        Assert.Contains(largest.Owner, Assert.Single(waits.Items).Text, StringComparison.Ordinal);
        await AbortAsync(client, 1, greedy);
        await AbortAsync(client, 2, starving);
    }

    [Fact]
    public async Task Channels_AreSortedAndPaged()
    {
        SamplePartition[] partitions = [SamplePartition.Mixed(), SamplePartition.Mixed(), SamplePartition.Mixed()];
        using RawClient client = await _worker.GreetAsync(ConnectionDirection.Write);
        for (uint i = 0; i < 3; i++)
        {
            byte[] frames = [.. partitions[i].Frames.Take((int)(i + 1)).SelectMany(frame => frame.Bytes)];
            await client.SendAsync(new Script().Say(i + 1, partitions[i].Open).Data(i + 1, frames));
        }

        await client.SettleAsync();
        ChannelPage all = await ChannelsAsync(new ChannelQuery(Sort: ChannelSort.Bytes, Descending: true));
        Assert.Equal([3u, 2u, 1u], all.Items.Select(channel => channel.Channel));
        ChannelPage page = await ChannelsAsync(new ChannelQuery(Sort: ChannelSort.Bytes, Skip: 1, Take: 1));
        Assert.Equal((3, 2u), (page.TotalCount, Assert.Single(page.Items).Channel));
        Assert.Equal(0, (await ChannelsAsync(new ChannelQuery(Direction: ChannelDirection.Read))).TotalCount);
        ShuffleException refused = await Assert.ThrowsAsync<ShuffleException>(() => ChannelsAsync(new ChannelQuery(Take: 1001)));
        Assert.Equal(ShuffleErrorCode.InvalidRequest, refused.Code);
        for (uint i = 0; i < 3; i++)
        {
            await AbortAsync(client, i + 1, partitions[i]);
        }
    }

    private async Task<ChannelPage> ChannelsAsync(ChannelQuery query) => await Inspection.ListChannelsAsync(query, default);

    private async Task AbortAsync(RawClient client, uint channel, SamplePartition partition)
    {
        await client.SayAsync(channel, default(AbortWriteMessage));
        await _worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
    }
}
