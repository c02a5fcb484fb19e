using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>Credit both ways: the worker never sends without it, gives it to those who wait, and lets nobody wait for another.</summary>
public sealed class CreditTests : LiveWorkerTest
{
    [Fact]
    public async Task ReaderWithoutCredit_GetsNothing_AndThenFrameByFrame()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await Worker.WriteAsync(partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 0));
        await reader.TakeAsync();
        Assert.Equal(partition.OpenedFor(partition.All), reader.Opened[1]);
        foreach (SampleFrame frame in partition.Frames)
        {
            // One byte short of the frame: not yet.
            await reader.GrantAsync(1, frame.Bytes.Length - 1);
            await client.SettleAsync();
            await reader.GrantAsync(1, 1);
            Assert.Equal(frame.Bytes, (await reader.TakeAsync()).Body);
        }

        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task SlowReader_DoesNotHoldUpAFastOneOnItsConnection()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(30);
        await Worker.WriteAsync(partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(
            new OpenReadEntry(1, partition.Attempt, partition.All, 0, 70_000),
            new OpenReadEntry(2, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndAsync(2);
        Assert.Equal(partition.Bytes, reader.BytesOf(2));
        Assert.False(reader.Ended.ContainsKey(1));
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task ClosedRead_SendsNothingMore_AndGivesEverythingBack()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(30);
        await Worker.WriteAsync(partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 70_000));
        await reader.TakeAsync();
        await reader.TakeAsync();
        await client.SendAsync(new Script().Say(1, default(CloseReadMessage)).Say(1, new AddCreditMessage(1_000_000)));
        await client.SettleAsync();
        Assert.Equal(0, Worker.Worker.Server.OpenReadChannels);
    }

    [Fact]
    public async Task WriterWithBacklog_IsGrantedMore()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(9);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, partition);
        await writer.OpenAsync();
        await client.SayAsync(1, new BacklogMessage(partition.Bytes.Length));
        while (writer.Credit < partition.Bytes.Length)
        {
            await writer.TakeGrantAsync();
        }

        await client.SendAsync(new Script().Data(1, partition.Bytes));
        await writer.FinishAsync();
        Assert.Equal(partition.Bytes, await Worker.ReadAsync(partition.Attempt, partition.All));
    }

    [Fact]
    public async Task WriterThatStands_DoesNotHoldUpAnotherOnItsConnection()
    {
        SamplePartition standing = SamplePartition.Mixed();
        SamplePartition moving = SamplePartition.OfLongFrames(100);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, standing.Open).Data(1, standing.Frames[0].Bytes));
        await new RawWriter(client, 2, moving).WriteAllAsync();
        await client.SendAsync(new Script().Data(1, standing.Bytes.AsSpan(standing.Frames[0].Bytes.Length)).Say(1, new FinishWriteMessage(standing.Receipt)));
        Assert.Equal(standing.Receipt, (await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1)).Receipt);
    }

    [Fact]
    public async Task GreedyWriter_LeavesOthersTheirGuaranteedMinimum()
    {
        // More than everything that floats.
        SamplePartition greedy = SamplePartition.Mixed();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, greedy);
        await writer.OpenAsync();
        await client.SayAsync(1, new BacklogMessage(1L << 30));
        await client.SettleAsync();
        for (uint i = 2; i <= 8; i++)
        {
            SamplePartition modest = SamplePartition.Mixed();
            await client.SendAsync(new Script().Say(i, modest.Open).Data(i, modest.Bytes).Say(i, new FinishWriteMessage(modest.Receipt)));
            await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(i);
        }

        await client.SayAsync(1, default(AbortWriteMessage));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, greedy.Attempt);
    }
}
