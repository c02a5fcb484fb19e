using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// Cuts a strip of bytes that arrived into the runs of frames it holds. The receive loop says which frames have come whole; the bytes come from the window, cut
/// anywhere, and those of a frame that is not whole yet are kept, with references, until it is. <see cref="Add"/> on the receive loop, the rest on an I/O
/// thread. Its owner clears it at the end.
/// </summary>
internal sealed class FrameQueue
{
    private readonly Lock _lock = new();
    private readonly Queue<(int Subpartition, int Length)> _frames = new();
    private readonly List<BufferSegment> _bytes = [];

    /// <summary>A frame is whole; its bytes are in the window or were appended already.</summary>
    public void Add(in FrameHeader header)
    {
        lock (_lock)
        {
            _frames.Enqueue((header.Subpartition, header.FrameLength));
        }
    }

    /// <summary>The bytes that follow those of the last call; takes a reference for each segment.</summary>
    public void Append(ReadOnlySpan<BufferSegment> segments)
    {
        foreach (BufferSegment segment in segments)
        {
            segment.Buffer.AddReference();
            _bytes.Add(segment);
        }
    }

    /// <summary>Takes the next frames of one subpartition whose bytes are there.</summary>
    /// <param name="segments">Gets their bytes; the references go to the caller.</param>
    /// <param name="subpartition">Whose they are.</param>
    /// <param name="frameCount">How many frames.</param>
    /// <returns>How many bytes; 0 when there is no whole frame.</returns>
    public long TakeRun(List<BufferSegment> segments, out int subpartition, out int frameCount)
    {
        long available = 0;
        foreach (BufferSegment segment in _bytes)
        {
            available += segment.Length;
        }

        long length = 0;
        frameCount = 0;
        subpartition = 0;
        lock (_lock)
        {
            while (_frames.TryPeek(out (int Subpartition, int Length) frame)
                && length + frame.Length <= available
                && (frameCount == 0 || frame.Subpartition == subpartition))
            {
                _frames.Dequeue();
                subpartition = frame.Subpartition;
                length += frame.Length;
                frameCount++;
            }
        }

        Cut(length, segments);
        return length;
    }

    /// <summary>Gives back what was kept.</summary>
    public void Clear()
    {
        foreach (BufferSegment segment in _bytes)
        {
            segment.Buffer.Release();
        }

        _bytes.Clear();
    }

    private void Cut(long length, List<BufferSegment> segments)
    {
        int whole = 0;
        while (length > 0 && _bytes[whole].Length <= length)
        {
            length -= _bytes[whole].Length;
            segments.Add(_bytes[whole++]);
        }

        _bytes.RemoveRange(0, whole);
        if (length > 0)
        {
            BufferSegment cut = _bytes[0];
            cut.Buffer.AddReference();
            segments.Add(cut with { Length = (int)length });
            _bytes[0] = cut with { Offset = cut.Offset + (int)length, Length = cut.Length - (int)length };
        }
    }
}
