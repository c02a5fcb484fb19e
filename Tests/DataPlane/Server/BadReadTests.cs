using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>What cannot be read gets its own typed answer on its channel; the entries beside it in the same open are read.</summary>
public sealed class BadReadTests : LiveWorkerTest
{
    private readonly SamplePartition _partition = new SamplePartition(epoch: 2).Region((0, 10), (2, 3000), (7, 20)).Broadcast(5).Region((1, 30_000), (1, 1));

    public static TheoryData<string, ShuffleErrorCode> Refusals => new()
    {
        { "never written", ShuffleErrorCode.PartitionNotFound },
        { "other attempt", ShuffleErrorCode.PartitionNotFound },
        { "older epoch", ShuffleErrorCode.StaleEpoch },
        { "range beyond the end", ShuffleErrorCode.SubpartitionOutOfRange },
        { "range over the end", ShuffleErrorCode.SubpartitionOutOfRange },
        { "resume point too far", ShuffleErrorCode.ResumePointOutOfRange },
        { "resume point far too far", ShuffleErrorCode.ResumePointOutOfRange },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_IsTyped_AndItsNeighboursAreRead(string what, ShuffleErrorCode code)
    {
        await Worker.WriteAsync(_partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        OpenReadEntry good = new(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty);
        await reader.OpenAsync(good, Refused(what) with { Channel = 2 }, good with { Channel = 3 });
        await reader.ReadToEndsAsync();
        Assert.Equal(code, reader.Failed[2].Code);
        Assert.Equal(_partition.Bytes, reader.BytesOf(1));
        Assert.Equal(_partition.Bytes, reader.BytesOf(3));
    }

    [Fact]
    public async Task UnfinishedPartition_IsNotFinished_AndItsWriterIsUnharmed()
    {
        using RawClient writing = await Worker.GreetAsync(ConnectionDirection.Write);
        await writing.SendAsync(new Script().Say(1, _partition.Open).Data(1, _partition.Frames[0].Bytes));
        await writing.SettleAsync();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.PartitionNotFinished, reader.Failed[1].Code);
        await writing.SendAsync(
            new Script().Data(1, _partition.Bytes.AsSpan(_partition.Frames[0].Bytes.Length)).Say(1, new FinishWriteMessage(_partition.Receipt)));
        await writing.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        await reader.OpenAsync(new OpenReadEntry(2, _partition.Attempt, _partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, reader.BytesOf(2));
    }

    [Fact]
    public async Task DataToAReader_EndsItsChannel()
    {
        await Worker.WriteAsync(_partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        await client.SendAsync(new Script().Data(1, _partition.Bytes));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, reader.Failed[1].Code);
        await client.SettleAsync();
    }

    [Fact]
    public async Task ImpossibleCredit_EndsItsChannel()
    {
        SamplePartition large = SamplePartition.OfLongFrames(200);
        await Worker.WriteAsync(large);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);

        // The worker cannot have sent more than a socket's buffers take, and all of it is less than what comes on top.
        await client.SendAsync(new Script()
            .Say(0, new OpenReadMessage([new OpenReadEntry(1, large.Attempt, large.All, 0, RawReader.Plenty)])).Say(1, new AddCreditMessage(int.MaxValue)));
        RawMessage message = await client.ReceiveAsync();
        while (message.Type is MessageType.ReadOpened or MessageType.Data)
        {
            message = await client.ReceiveAsync();
        }

        Assert.Equal(ShuffleErrorCode.CreditOverrun, message.As<ChannelErrorMessage>().Error.Code);
    }

    [Fact]
    public async Task ErrorFromTheReader_EndsTheChannel()
    {
        await Worker.WriteAsync(_partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        await client.SayAsync(1, new ChannelErrorMessage(new ErrorDetail(ShuffleErrorCode.FrameCorrupt, "A frame was flipped.")));
        await client.SettleAsync();
        Assert.Equal(0, Worker.Worker.Server.OpenReadChannels);
    }

    [Fact]
    public async Task EntriesBeyondTheChannelLimit_AreRefused_TheOthersRead()
    {
        await Worker.WriteAsync(_partition);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync([.. Enumerable.Range(1, 7).Select(i => new OpenReadEntry((uint)i, _partition.Attempt, _partition.All, 0, 0))]);
        while (reader.Failed.Count < 2)
        {
            await reader.TakeAsync();
        }

        Assert.All(reader.Failed, failed => Assert.Equal((true, ShuffleErrorCode.TooManyChannels), (failed.Key > 5, failed.Value.Code)));
        for (uint i = 1; i <= 5; i++)
        {
            await reader.GrantAsync(i, _partition.Bytes.Length);
        }

        await reader.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, reader.BytesOf(5));

        // The places of those that have ended are free again.
        RawReader next = new(client);
        await next.OpenAsync([.. Enumerable.Range(8, 5).Select(i => new OpenReadEntry((uint)i, _partition.Attempt, _partition.All, 0, RawReader.Plenty))]);
        await next.ReadToEndsAsync();
        Assert.Empty(next.Failed);
        Assert.Equal(_partition.Bytes, next.BytesOf(12));
    }

    protected override void Configure(ShuffleWorkerOptions options) => options.Server.MaxChannelsPerConnection = 5;

    private OpenReadEntry Refused(string what)
    {
        OpenReadEntry entry = new(0, _partition.Attempt, _partition.All, 0, RawReader.Plenty);
        return what switch
        {
            "never written" => entry with { Attempt = SamplePartition.NewAttempt() },
            "other attempt" => entry with { Attempt = entry.Attempt with { Attempt = 1, Epoch = 3 } },
            "older epoch" => entry with { Attempt = entry.Attempt with { Epoch = 1 } },
            "range beyond the end" => entry with { Range = new SubpartitionRange(8, 9) },
            "range over the end" => entry with { Range = new SubpartitionRange(0, 8) },
            "resume point too far" => entry with { ResumeFrame = _partition.Frames.Count + 1 },
            "resume point far too far" => entry with { ResumeFrame = long.MaxValue },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }
}
