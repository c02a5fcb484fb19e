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
    /// <param name="frame">The frame.</param>
    /// <param name="buffers">Makes the buffers.</param>
    /// <param name="destination">The queue.</param>
    /// <exception cref="ShuffleException">The compressed payload is damaged although its checksum is right: its writer made it so.</exception>
    public static void Unpack(in ReceivedFrame frame, NetworkBuffers buffers, Queue<BufferOrEvent> destination)
    {
        bool isEvent = frame.Header.Kind == FrameKind.Event;
        bool compressed = (frame.Header.Flags & FrameFlags.Lz4) != 0;
        try
        {
            for (int subpartition = frame.Receivers.First; subpartition <= frame.Receivers.Last; subpartition++)
            {
                if (compressed || (isEvent && frame.SegmentCount > 1))
                {
                    PooledNetworkBuffer whole = compressed ? Decompress(frame, buffers) : Join(frame, buffers);
                    destination.Enqueue(new BufferOrEvent(whole.Buffer, isEvent, frame.ChannelIndex, subpartition));
                    continue;
                }

                for (int i = 0; i < frame.SegmentCount; i++)
                {
                    BufferSegment segment = frame.Segment(i);
                    segment.Buffer.AddReference();
                    destination.Enqueue(new BufferOrEvent(buffers.Over(segment), isEvent, frame.ChannelIndex, subpartition));
                }
            }
        }
        finally
        {
            frame.Release();
        }
    }

    private static PooledNetworkBuffer Join(in ReceivedFrame frame, NetworkBuffers buffers)
    {
        PooledNetworkBuffer joined = buffers.Rent(frame.Header.PayloadLength);
        Span<byte> destination = joined.Destination;
        for (int i = 0; i < frame.SegmentCount; i++)
        {
            ReadOnlySpan<byte> segment = frame.Segment(i).Span;
            segment.CopyTo(destination);
            destination = destination[segment.Length..];
        }

        return joined;
    }

    private static PooledNetworkBuffer Decompress(in ReceivedFrame frame, NetworkBuffers buffers)
    {
        if (frame.SegmentCount == 1)
        {
            return Decompress(frame, frame.First.Span, buffers);
        }

        PooledNetworkBuffer joined = Join(frame, buffers);
        using NetworkBuffer holdsIt = joined.Buffer;
        return Decompress(frame, joined.Destination, buffers);
    }

    private static PooledNetworkBuffer Decompress(in ReceivedFrame frame, ReadOnlySpan<byte> compressed, NetworkBuffers buffers)
    {
        if (!Lz4.IsAvailable)
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, "The data is compressed with LZ4 and this system has no liblz4: install it (Debian: liblz4-1) or write without compression.");
        }

        if (!Lz4.TryReadLength(compressed, FrameHeader.MaxPayloadLength, out int length))
        {
            throw Damaged(frame);
        }

        PooledNetworkBuffer buffer = buffers.Rent(length);
        if (Lz4.TryDecompress(compressed, buffer.Destination))
        {
            buffers.OnDecompressed(compressed.Length, length);
            return buffer;
        }

        buffer.Buffer.Dispose();
        throw Damaged(frame);
    }

    private static PartitionException Damaged(in ReceivedFrame frame) => new(
        frame.ResultPartition, ShuffleErrorCode.PartitionCorrupt, $"Frame {frame.Header.Sequence} of {frame.ResultPartition} is not a valid LZ4 payload, although its checksum is right.");
}
