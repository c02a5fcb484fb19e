using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Turns a received frame into what the task polls: decompressed, and once for each subpartition that it is for. A payload that crosses the
/// end of a buffer becomes two buffers, unless it must stay whole. On the task's
/// thread, when it polls.
/// </summary>
internal static class FrameUnpacker
{
    /// <summary>Queues the buffers of a frame; takes over its memory.</summary>
    /// <exception cref="ShuffleException">The compressed payload is damaged although its checksum is right: its writer made it so.</exception>
    public static void Unpack(in ReceivedFrame frame, Queue<BufferOrEvent> destination)
    {
        bool isEvent = frame.Header.Kind == FrameKind.Event;
        bool compressed = (frame.Header.Flags & FrameFlags.Lz4) != 0;
        try
        {
            for (int subpartition = frame.Receivers.First; subpartition <= frame.Receivers.Last; subpartition++)
            {
                if (compressed || (isEvent && frame.Rest is not null))
                {
                    destination.Enqueue(new BufferOrEvent(compressed ? Decompress(frame) : Join(frame), isEvent, frame.ChannelIndex, subpartition));
                    continue;
                }

                Share(frame.First, frame, isEvent, subpartition, destination);
                foreach (BufferSegment segment in frame.Rest ?? [])
                {
                    Share(segment, frame, isEvent, subpartition, destination);
                }
            }
        }
        finally
        {
            frame.Release();
        }
    }

    private static void Share(BufferSegment segment, in ReceivedFrame frame, bool isEvent, int subpartition, Queue<BufferOrEvent> destination)
    {
        segment.Buffer.AddReference();
        destination.Enqueue(new BufferOrEvent(new LedgerNetworkBuffer(segment), isEvent, frame.ChannelIndex, subpartition));
    }

    private static PooledNetworkBuffer Join(in ReceivedFrame frame)
    {
        PooledNetworkBuffer joined = new(frame.Header.PayloadLength);
        Span<byte> destination = joined.Destination;
        frame.First.Span.CopyTo(destination);
        destination = destination[frame.First.Length..];
        foreach (BufferSegment segment in frame.Rest ?? [])
        {
            segment.Span.CopyTo(destination);
            destination = destination[segment.Length..];
        }

        return joined;
    }

    private static PooledNetworkBuffer Decompress(in ReceivedFrame frame)
    {
        if (frame.Rest is null)
        {
            return Decompress(frame, frame.First.Span);
        }

        using PooledNetworkBuffer joined = Join(frame);
        return Decompress(frame, joined.Memory.Span);
    }

    private static PooledNetworkBuffer Decompress(in ReceivedFrame frame, ReadOnlySpan<byte> compressed)
    {
        if (!Lz4.IsAvailable)
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, "The data is compressed with LZ4 and this system has no liblz4: install it (Debian: liblz4-1) or write without compression.");
        }

        if (!Lz4.TryReadLength(compressed, FrameHeader.MaxPayloadLength, out int length))
        {
            throw Damaged(frame);
        }

        PooledNetworkBuffer buffer = new(length);
        if (Lz4.TryDecompress(compressed, buffer.Destination))
        {
            return buffer;
        }

        buffer.Dispose();
        throw Damaged(frame);
    }

    private static PartitionException Damaged(in ReceivedFrame frame) => new(
        frame.ResultPartition, ShuffleErrorCode.PartitionCorrupt, $"Frame {frame.Header.Sequence} of {frame.ResultPartition} is not a valid LZ4 payload, although its checksum is right.");
}
