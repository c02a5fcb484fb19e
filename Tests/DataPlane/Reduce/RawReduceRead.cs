using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// One read of reduce partitions over a raw client: what the worker sends is held to its credit, its counts and its digest. It takes every message that comes,
/// so one channel of a client at a time.
/// </summary>
internal sealed class RawReduceRead(RawClient client, uint channel, OpenReduceReadMessage open)
{
    private readonly List<byte> _bytes = [];
    private long _credit = open.InitialCredit;

    public ReduceReadOpenedMessage Opened { get; private set; }

    public byte[] Bytes => [.. _bytes];

    public Task OpenAsync() => client.SayAsync(channel, open);

    public async Task ExpectOpenedAsync() => Opened = await client.ExpectAsync<ReduceReadOpenedMessage>(channel);

    public async Task<RawReduceRead> ReadToEndAsync()
    {
        await ExpectOpenedAsync();
        return await ReadRestAsync();
    }

    public async Task<RawReduceRead> ReadRestAsync()
    {
        RawMessage message = await client.ReceiveAsync();
        while (message.Type == MessageType.Data)
        {
            Take(message);
            message = await client.ReceiveAsync();
        }

        ReadEndMessage end = message.As<ReadEndMessage>();
        Assert.Equal((Opened.FrameCount, Opened.Bytes), (end.RangeFrameCount, end.RangeBytes));
        if (open.ResumeFrame == 0)
        {
            Assert.Equal(end.RangeBytes, _bytes.Count);
            Assert.Equal((end.RangeFrameCount, end.RangeDigest), ReduceFrames.Count(Bytes));
        }

        return this;
    }

    /// <summary>Takes the next data message.</summary>
    public async Task<byte[]> TakeAsync()
    {
        RawMessage message = await client.ReceiveAsync();
        Assert.Equal(MessageType.Data, message.Type);
        Take(message);
        return message.Body;
    }

    public async Task GrantAsync(int bytes)
    {
        _credit += bytes;
        await client.SayAsync(channel, new AddCreditMessage(bytes));
    }

    /// <summary>The frames of each producer and subpartition, in the order in which they came, without tags.</summary>
    public Dictionary<(int Producer, int Subpartition), byte[]> Sorted() => ReduceFrames.Sort(open, Bytes);

    private void Take(RawMessage data)
    {
        Assert.Equal(channel, data.Channel);
        _credit -= data.Body.Length;
        Assert.True(_credit >= 0, $"The worker sent {-_credit} bytes more than it was allowed.");
        _bytes.AddRange(data.Body);
    }
}
