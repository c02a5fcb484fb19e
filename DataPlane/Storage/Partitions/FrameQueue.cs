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
    private readonly Queue<BufferSegment> _bytes = new();
    private readonly List<LedgerBuffer> _spent = [];
    private long _available;
    private int _takenOfFirst;

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
            _bytes.Enqueue(segment);
            _available += segment.Length;
        }
    }

    /// <summary>Takes the next frames of one subpartition whose bytes are there.</summary>
    /// <param name="segments">Gets their bytes, which stay valid until <see cref="ReleaseTaken"/>.</param>
    /// <param name="subpartition">Whose they are.</param>
    /// <param name="frameCount">How many frames.</param>
    /// <returns>How many bytes; 0 when there is no whole frame.</returns>
    public long TakeRun(List<BufferSegment> segments, out int subpartition, out int frameCount)
    {
        long length = 0;
        frameCount = 0;
        subpartition = 0;
        lock (_lock)
        {
            while (_frames.TryPeek(out (int Subpartition, int Length) frame)
                && length + frame.Length <= _available
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

    /// <summary>Gives back the buffers whose last byte was taken. Nobody looks at what was taken any more.</summary>
    public void ReleaseTaken()
    {
        foreach (LedgerBuffer buffer in _spent)
        {
            buffer.Release();
        }

        _spent.Clear();
    }

    /// <summary>Gives back what was kept.</summary>
    public void Clear()
    {
        ReleaseTaken();
        foreach (BufferSegment segment in _bytes)
        {
            segment.Buffer.Release();
        }

        _bytes.Clear();
        _available = 0;
        _takenOfFirst = 0;
    }

    private void Cut(long length, List<BufferSegment> segments)
    {
        _available -= length;
        while (length > 0)
        {
            BufferSegment first = _bytes.Peek();
            int left = first.Length - _takenOfFirst;
            int cut = (int)Math.Min(left, length);
            segments.Add(new BufferSegment(first.Buffer, first.Offset + _takenOfFirst, cut));
            length -= cut;
            _takenOfFirst += cut;
            if (cut == left)
            {
                _bytes.Dequeue();
                _spent.Add(first.Buffer);
                _takenOfFirst = 0;
            }
        }
    }
}
