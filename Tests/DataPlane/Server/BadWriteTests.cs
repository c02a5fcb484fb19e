using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>
/// What breaks the rules on one write channel: a typed error on that channel, nothing kept of it, and its neighbour on the same connection commits.
/// </summary>
public sealed class BadWriteTests : LiveWorkerTest
{
    private readonly SamplePartition _bad = SamplePartition.Mixed();

    public static TheoryData<string, ShuffleErrorCode> Breaches => new()
    {
        { "flipped bit", ShuffleErrorCode.FrameCorrupt },
        { "frame of another partition", ShuffleErrorCode.FrameCorrupt },
        { "frame of another attempt", ShuffleErrorCode.FrameCorrupt },
        { "sequence gap", ShuffleErrorCode.FrameOutOfOrder },
        { "sequence double", ShuffleErrorCode.FrameOutOfOrder },
        { "reorder", ShuffleErrorCode.FrameOutOfOrder },
        { "region gap", ShuffleErrorCode.FrameOutOfOrder },
        { "region back", ShuffleErrorCode.FrameOutOfOrder },
        { "descending subpartition", ShuffleErrorCode.FrameOutOfOrder },
        { "mixed broadcast region", ShuffleErrorCode.FrameOutOfOrder },
        { "subpartition out of range", ShuffleErrorCode.SubpartitionOutOfRange },
        { "frame too long", ShuffleErrorCode.MessageTooLarge },
        { "frame cut by its message", ShuffleErrorCode.MalformedMessage },
        { "malformed frame header", ShuffleErrorCode.MalformedMessage },
        { "credit overrun", ShuffleErrorCode.CreditOverrun },
        { "receipt mismatch", ShuffleErrorCode.ReceiptMismatch },
        { "empty receipt", ShuffleErrorCode.ReceiptMismatch },
        { "message of the other direction", ShuffleErrorCode.UnexpectedMessage },
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Breach_EndsItsChannelOnly_AndKeepsNothing(string what, ShuffleErrorCode code)
    {
        SamplePartition good = SamplePartition.Mixed();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, good.Open).Data(1, good.Frames[0].Bytes).Say(2, _bad.Open));
        await client.SendAsync(Breach(what));
        await client.ExpectErrorAsync(2, code);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _bad.Attempt);

        // What still comes for the ended channel is dropped without an answer.
        await client.SendAsync(new Script().Data(2, _bad.Bytes).Say(2, new FinishWriteMessage(_bad.Receipt)));
        await client.SendAsync(new Script().Data(1, good.Bytes.AsSpan(good.Frames[0].Bytes.Length)).Say(1, new FinishWriteMessage(good.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        await client.SettleAsync();
        Assert.Single(Directory.PartitionFiles);
    }

    [Fact]
    public async Task ErrorFromTheClient_EndsTheChannel_AndKeepsNothing()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _bad.Open).Say(1, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.InternalError, "My fault."))));
        await client.SettleAsync();
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _bad.Attempt);
        Assert.Empty(Directory.PartitionFiles);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("finish")]
    public async Task AnythingAfterTheFinish_CannotUndoACommit_NorCommitMore(string what)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        Script script = new Script().Say(1, _bad.Open).Data(1, _bad.Bytes).Say(1, new FinishWriteMessage(_bad.Receipt));
        await client.SendAsync(what == "data" ? script.Data(1, _bad.Bytes) : script.Say(1, new FinishWriteMessage(_bad.Receipt)));

        // The commit may come first, then the rest is late; or the breach, then nothing is kept. One or the other, and the answer says which.
        RawMessage answer = await client.ReceiveAsync();
        while (answer.Type == MessageType.AddCredit)
        {
            answer = await client.ReceiveAsync();
        }

        await client.SettleAsync();
        if (answer.Type == MessageType.WriteCommitted)
        {
            Assert.Equal(_bad.Bytes, await Worker.ReadAsync(_bad.Attempt, _bad.All));
        }
        else
        {
            Assert.Equal(ShuffleErrorCode.UnexpectedMessage, answer.As<ChannelErrorMessage>().Error.Code);
            await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _bad.Attempt);
            Assert.Empty(Directory.PartitionFiles);
        }
    }

    [Fact]
    public async Task SecondWriterOfAnAttempt_IsRefused_AndTheFirstUnharmed()
    {
        using RawClient first = await Worker.GreetAsync(ConnectionDirection.Write);
        using RawClient second = await Worker.GreetAsync(ConnectionDirection.Write);
        await first.SayAsync(1, _bad.Open);
        await first.SettleAsync();
        await second.SayAsync(1, _bad.Open);
        await second.ExpectErrorAsync(1, ShuffleErrorCode.ConcurrentWriter);
        RawWriter writer = new(first, 1, _bad);
        await writer.SendFramesAsync();
        await writer.FinishAsync();
        await second.SayAsync(2, _bad.Open);
        await second.ExpectErrorAsync(2, ShuffleErrorCode.ConcurrentWriter);
    }

    [Theory]
    [InlineData(1, 1L)]
    [InlineData(0, 2L)]
    public async Task NewerAttemptOrEpoch_OvertakesTheWriter_AndTheStaleOneIsRefused(int attempt, long epoch)
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _bad.Open).Data(1, _bad.Bytes));
        SamplePartition newer = new SamplePartition { Attempt = _bad.Attempt with { Attempt = attempt, Epoch = epoch } }.Region((0, 5));
        await client.SettleAsync();
        await Worker.WriteAsync(newer);
        // It is told at once, and its finish, if that is on its way already, changes nothing.
        await client.ExpectErrorAsync(1, ShuffleErrorCode.StaleEpoch);
        await client.SayAsync(1, new FinishWriteMessage(_bad.Receipt));
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _bad.Attempt);
        await client.SayAsync(3, _bad.Open);
        await client.ExpectErrorAsync(3, ShuffleErrorCode.StaleEpoch);
        Assert.Equal(newer.Bytes, await Worker.ReadAsync(newer.Attempt, newer.All));
    }

    [Fact]
    public async Task ChannelNeverOpened_IsUnknown()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SayAsync(5, new FinishWriteMessage(_bad.Receipt));
        await client.ExpectErrorAsync(5, ShuffleErrorCode.UnknownChannel);
        await client.SendAsync(new Script().Data(6, _bad.Bytes));
        await client.ExpectErrorAsync(6, ShuffleErrorCode.UnknownChannel);
    }

    [Fact]
    public async Task NumberOfAnEndedChannel_IsNotUsedAgain()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await new RawWriter(client, 4, SamplePartition.Mixed()).WriteAllAsync();
        foreach (uint number in new uint[] { 4, 2, 0 })
        {
            await client.SayAsync(number, _bad.Open);
            await client.ExpectErrorAsync(number, ShuffleErrorCode.ChannelAlreadyUsed);
        }
    }

    [Fact]
    public async Task OpenOnAnOpenChannel_EndsIt_SinceItsClientHearsAnErrorOnIt()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _bad.Open).Say(1, SamplePartition.Mixed().Open));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.ChannelAlreadyUsed);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _bad.Attempt);
        await client.SendAsync(new Script().Data(1, _bad.Bytes).Say(1, new FinishWriteMessage(_bad.Receipt)));
        await client.SettleAsync();
        Assert.Empty(Directory.PartitionFiles);
    }

    [Fact]
    public async Task OneWriteChannelTooMany_IsRefused_AndOthersGoOn()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        for (uint i = 1; i <= 4; i++)
        {
            await client.SayAsync(i, SamplePartition.Mixed().Open);
        }

        using RawClient other = await Worker.GreetAsync(ConnectionDirection.Write);
        for (uint i = 1; i <= 4; i++)
        {
            await other.SayAsync(i, SamplePartition.Mixed().Open);
        }

        await client.SettleAsync();
        await other.SayAsync(5, _bad.Open);
        await other.ExpectErrorAsync(5, ShuffleErrorCode.TooManyChannels);
    }

    [Fact]
    public async Task ChannelsOfAConnection_AreLimited()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        Assert.Equal(5, client.Reply.MaxChannels);
        for (uint i = 1; i <= 5; i++)
        {
            await client.SayAsync(i, SamplePartition.Mixed().Open);
        }

        await client.SayAsync(6, _bad.Open);
        await client.ExpectErrorAsync(6, ShuffleErrorCode.TooManyChannels);
    }

    protected override void Configure(ShuffleWorkerOptions options) => options.Server.MaxChannelsPerConnection = 5;

    private Script Breach(string what)
    {
        IReadOnlyList<SampleFrame> frames = _bad.Frames;
        FrameHeader first = frames[0].Header;
        Script script = new();
        return what switch
        {
            "flipped bit" => script.Data(2, [.. frames[0].Bytes[..^1], (byte)(frames[0].Bytes[^1] ^ 4)]),
            "frame of another partition" => script.Data(2, SamplePartition.Mixed().Frames[0].Bytes),
            "frame of another attempt" => script.Data(2, new SamplePartition { Attempt = _bad.Attempt with { Attempt = 1 } }.Seal(first).Bytes),
            "sequence gap" => script.Data(2, _bad.Seal(first with { Sequence = 1 }).Bytes),
            "sequence double" => script.Data(2, [.. frames[0].Bytes, .. frames[0].Bytes]),
            "reorder" => script.Data(2, [.. frames[0].Bytes, .. frames[2].Bytes, .. frames[1].Bytes]),
            "region gap" => script.Data(2, _bad.Seal(first with { Region = 1 }).Bytes),
            "region back" => script.Data(2, [.. _bad.Bytes, .. Next(first with { Region = 2, Subpartition = 7 })]),
            "descending subpartition" => script.Data(2, [.. _bad.Bytes, .. Next(first with { Region = 3, Subpartition = 5 })]),
            "mixed broadcast region" => script.Data(
                2, [.. _bad.Bytes, .. Next(first with { Region = 3, Subpartition = FrameHeader.BroadcastSubpartition, Flags = FrameFlags.Broadcast })]),
            "subpartition out of range" => script.Data(2, _bad.Seal(first with { Subpartition = 8 }).Bytes),
            "frame too long" => script.Data(2, _bad.Seal(first with { PayloadLength = (64 * 1024) - 23 }).Bytes),
            "frame cut by its message" => script.Data(2, frames[0].Bytes.AsSpan(0, 30)),
            "malformed frame header" => script.Data(2, new byte[24]),
            "credit overrun" => script.Data(2, new byte[(2 * 64 * 1024) + 1]),
            "receipt mismatch" => script.Data(2, _bad.Bytes).Say(2, new FinishWriteMessage(_bad.Receipt with { Digest = 1 })),
            "empty receipt" => script.Data(2, _bad.Bytes).Say(2, new FinishWriteMessage(PartitionReceipt.Empty)),
            "message of the other direction" => script.Say(2, default(CloseReadMessage)),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private byte[] Next(FrameHeader header) => _bad.Seal(header with { Sequence = (uint)_bad.Frames.Count }).Bytes;
}
