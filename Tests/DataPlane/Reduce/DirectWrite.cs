using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>
/// Drives a writer of the store as a write channel does, step by step: which headers are known and which bytes are there is the test's choice.
/// </summary>
internal sealed class DirectWrite(IPartitionWriter writer, SamplePartition partition, LedgerAccount account)
{
    private readonly byte[] _bytes = partition.Bytes;
    private int _added;
    private int _written;

    public SamplePartition Partition => partition;

    public IPartitionWriter Writer => writer;

    public int FramesLeft => partition.Frames.Count - _added;

    public int BytesLeft => _bytes.Length - _written;

    /// <summary>The receive loop has seen the next frames whole.</summary>
    public DirectWrite Add(int count)
    {
        foreach (SampleFrame frame in partition.Frames.Skip(_added).Take(count))
        {
            FrameHeader header = frame.Header;
            Assert.Equal(ShuffleErrorCode.None, writer.Check(header));
            writer.Add(header);
            _added++;
        }

        return this;
    }

    /// <summary>The next bytes come out of the window, in segments that end where a buffer does or the seed says.</summary>
    public DirectWrite Write(int count, Random? cuts = null)
    {
        List<BufferSegment> segments = [];
        while (count > 0)
        {
            int length = Math.Min(count, cuts?.Next(1, Math.Min(count, 40) + 1) ?? account.BufferBytes);
            LedgerBuffer buffer = account.Rent();
            int offset = cuts?.Next(50) ?? 0;
            length = Math.Min(length, buffer.Length - offset);
            _bytes.AsSpan(_written, length).CopyTo(buffer.GetSpan()[offset..]);
            segments.Add(new BufferSegment(buffer, offset, length));
            _written += length;
            count -= length;
        }

        try
        {
            writer.Write([.. segments]);
        }
        finally
        {
            segments.ForEach(segment => segment.Buffer.Release());
        }

        return this;
    }

    /// <summary>Everything that is left, headers first.</summary>
    public DirectWrite All() => Add(FramesLeft).Write(BytesLeft);

    public void Commit() => Assert.Equal(partition.Receipt, writer.Commit());

    public void Abort() => writer.Abort("The test gives it up.");
}
