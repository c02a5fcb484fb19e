using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>
/// Reads channels of a raw client: collects the bytes of each, holds the worker to the credit that was granted and to its own counts at the end.
/// </summary>
internal sealed class RawReader(RawClient client)
{
    /// <summary>Credit that no test of ours uses up.</summary>
    public const long Plenty = 1L << 40;

    private readonly Dictionary<uint, List<byte>> _bytes = [];
    private readonly Dictionary<uint, long> _credit = [];
    private readonly Dictionary<uint, OpenReadEntry> _open = [];

    public Dictionary<uint, ReadOpenedMessage> Opened { get; } = [];

    public Dictionary<uint, ReadEndMessage> Ended { get; } = [];

    public Dictionary<uint, ErrorDetail> Failed { get; } = [];

    public byte[] BytesOf(uint channel) => [.. _bytes[channel]];

    public Task OpenAsync(params OpenReadEntry[] entries)
    {
        foreach (OpenReadEntry entry in entries)
        {
            _bytes[entry.Channel] = [];
            _credit[entry.Channel] = entry.InitialCredit;
            _open[entry.Channel] = entry;
        }

        return client.SayAsync(0, new OpenReadMessage(entries));
    }

    public Task GrantAsync(uint channel, int bytes)
    {
        _credit[channel] += bytes;
        return client.SayAsync(channel, new AddCreditMessage(bytes));
    }

    /// <summary>Takes messages until every opened channel has ended, rightly or with an error.</summary>
    public async Task ReadToEndsAsync()
    {
        while (_open.Count > 0)
        {
            await TakeAsync();
        }
    }

    /// <summary>Takes messages until this channel has ended.</summary>
    public async Task ReadToEndAsync(uint channel)
    {
        while (_open.ContainsKey(channel))
        {
            await TakeAsync();
        }
    }

    /// <summary>Takes one message.</summary>
    public async Task<RawMessage> TakeAsync()
    {
        RawMessage message = await client.ReceiveAsync();
        switch (message.Type)
        {
            case MessageType.ReadOpened:
                Opened.Add(message.Channel, message.As<ReadOpenedMessage>());
                break;
            case MessageType.Data:
                Assert.True(
                    Opened.ContainsKey(message.Channel) && _open.ContainsKey(message.Channel), $"Data came on channel {message.Channel}, which is not open.");
                Take(message);
                break;
            case MessageType.ChannelError:
                Failed.Add(message.Channel, message.As<ChannelErrorMessage>().Error);
                _open.Remove(message.Channel);
                break;
            default:
                End(message.Channel, message.As<ReadEndMessage>());
                break;
        }

        return message;
    }

    private void Take(RawMessage data)
    {
        _credit[data.Channel] -= data.Body.Length;
        Assert.True(_credit[data.Channel] >= 0, $"The worker sent {-_credit[data.Channel]} bytes more than it was allowed.");
        _bytes[data.Channel].AddRange(data.Body);
    }

    private void End(uint channel, ReadEndMessage end)
    {
        Ended.Add(channel, end);
        Assert.Equal((end.RangeFrameCount, end.RangeBytes), (Opened[channel].RangeFrameCount, Opened[channel].RangeBytes));
        if (_open[channel].ResumeFrame == 0)
        {
            Assert.Equal(end, Count(BytesOf(channel)));
        }

        _open.Remove(channel);
    }

    private static ReadEndMessage Count(ReadOnlySpan<byte> frames)
    {
        FrameDigest digest = default;
        long count = 0;
        long bytes = frames.Length;
        while (!frames.IsEmpty)
        {
            Assert.True(FrameHeader.TryRead(frames, out FrameHeader header));
            digest.Append(header.Checksum);
            frames = frames[header.FrameLength..];
            count++;
        }

        return new ReadEndMessage(count, bytes, digest.Value);
    }
}
