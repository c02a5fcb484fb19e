using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Turns chunks into frames: numbers regions and frames, compresses, seals, counts, and queues them on the channel. One share's, used by the writer's task.
/// </summary>
internal sealed class RegionSender
{
    private readonly FrameSeed _seed;
    private readonly WriteChannel _channel;
    private readonly byte[]? _compressed;
    private FrameDigest _digest;
    private long _frameCount;
    private long _payloadBytes;
    private int _region = -1;
    private bool _regionEnded = true;

    /// <param name="seed">The attempt's.</param>
    /// <param name="channel">Where the frames go.</param>
    /// <param name="codec">How payloads are compressed.</param>
    /// <param name="maxPayloadBytes">The largest payload.</param>
    public RegionSender(FrameSeed seed, WriteChannel channel, CompressionCodec codec, int maxPayloadBytes)
    {
        _seed = seed;
        _channel = channel;
        _compressed = codec == CompressionCodec.Lz4 ? GC.AllocateUninitializedArray<byte>(maxPayloadBytes) : null;
    }

    /// <summary>What was sent so far.</summary>
    public PartitionReceipt Receipt => new(_region + 1, _frameCount, _payloadBytes, _digest.Value);

    /// <summary>The frames that follow belong to a new region. A region without frames is none: it leaves no gap in the numbers.</summary>
    public void StartRegion() => _regionEnded = true;

    /// <summary>Sends a chunk as the next frame. The channel gives it back to the pool.</summary>
    /// <param name="chunk">Not empty.</param>
    /// <param name="subpartition">Whose it is, or <see cref="FrameHeader.BroadcastSubpartition"/>.</param>
    /// <param name="kind">Records or an event.</param>
    public void Send(Chunk chunk, int subpartition, FrameKind kind)
    {
        _region += _regionEnded ? 1 : 0;
        _regionEnded = false;
        FrameFlags flags = subpartition == FrameHeader.BroadcastSubpartition ? FrameFlags.Broadcast : FrameFlags.None;
        if (kind == FrameKind.Data && TryCompress(chunk))
        {
            flags |= FrameFlags.Lz4;
        }

        uint checksum = chunk.Seal(_seed, subpartition, _region, (uint)_frameCount, kind, flags);
        _digest.Append(checksum);
        _frameCount++;
        _payloadBytes += chunk.PayloadLength;
        _channel.Enqueue(chunk);
    }

    private bool TryCompress(Chunk chunk)
    {
        if (_compressed is null)
        {
            return false;
        }

        int length = Lz4.TryCompress(chunk.Payload, _compressed);
        if (length > 0)
        {
            chunk.Replace(_compressed.AsSpan(0, length));
        }

        return length > 0;
    }
}
