using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Bytes cut anywhere come out as whole runs, in order, and every buffer goes back.</summary>
public sealed class FrameQueueTests : IDisposable
{
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 64 * 1024 * 1024 });
    private readonly LedgerAccount _account;
    private readonly FrameQueue _queue = new();
    private readonly List<BufferSegment> _run = [];

    public FrameQueueTests() => Assert.True(_ledger.TryOpenAccount("test", _ledger.TotalBuffers, out _account));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    public void Dispose()
    {
        _queue.Clear();
        Assert.Equal(0, _ledger.InUseBuffers);
        _account.Close();
        _ledger.Dispose();
    }

    [Fact]
    public void FrameWhoseBytesAreNotThere_Waits()
    {
        _queue.Add(Header(3, 10));
        Append(new byte[33]);
        Assert.Equal((0, 0), TakeRun(out _));
        Append(new byte[1]);
        Assert.Equal((34, 1), TakeRun(out int subpartition));
        Assert.Equal(3, subpartition);
        Assert.Equal(0, _ledger.InUseBuffers);
    }

    [Fact]
    public void BytesWhoseFrameIsNotKnown_Wait()
    {
        Append(new byte[34]);
        Assert.Equal((0, 0), TakeRun(out _));
        _queue.Add(Header(3, 10));
        Assert.Equal((34, 1), TakeRun(out _));
    }

    [Fact]
    public void RunEnds_WhereTheSubpartitionChanges()
    {
        _queue.Add(Header(1, 1));
        _queue.Add(Header(1, 2));
        _queue.Add(Header(2, 3));
        _queue.Add(Header(FrameHeader.BroadcastSubpartition, 4));
        Append(new byte[(4 * FrameHeader.Length) + 10]);
        Assert.Equal((51, 2), TakeRun(out int first));
        Assert.Equal((27, 1), TakeRun(out int second));
        Assert.Equal((28, 1), TakeRun(out int third));
        Assert.Equal((1, 2, FrameHeader.BroadcastSubpartition), (first, second, third));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyCuts_AndAnyDelayOfHeaders_GiveTheSameRuns(int seed)
    {
        Random random = new(seed);
        FrameHeader[] headers = [.. Enumerable.Range(0, 300).Select(_ => Header(random.Next(-1, 3), random.Next(1, 200)))];
        byte[] bytes = new byte[headers.Sum(header => header.FrameLength)];
        random.NextBytes(bytes);
        List<byte> taken = [];
        List<int> frames = [];
        int added = 0;
        int appended = 0;
        while (frames.Count < headers.Length)
        {
            for (int count = random.Next(6); count > 0 && added < headers.Length; count--)
            {
                _queue.Add(headers[added++]);
            }

            int length = Math.Min(random.Next(700), bytes.Length - appended);
            Append(bytes.AsSpan(appended, length), random);
            appended += length;
            while (TakeRun(out int subpartition, taken) is ( > 0, int frameCount))
            {
                frames.AddRange(Enumerable.Repeat(subpartition, frameCount));
            }

            int whole = Enumerable.Range(0, added + 1).Last(count => headers.Take(count).Sum(header => header.FrameLength) <= appended);
            Assert.Equal(whole, frames.Count);
        }

        Assert.Equal(headers.Select(header => header.Subpartition), frames);
        Assert.Equal(bytes, taken);
        Assert.Equal(0, _ledger.InUseBuffers);
    }

    private static FrameHeader Header(int subpartition, int payloadLength) => new(payloadLength, subpartition, 0, 0, FrameKind.Data, FrameFlags.None, 0);

    private void Append(ReadOnlySpan<byte> bytes, Random? cuts = null)
    {
        List<BufferSegment> segments = [];
        LedgerBuffer? buffer = null;
        int used = 0;
        while (!bytes.IsEmpty)
        {
            if (buffer is null || used == buffer.Length || cuts?.Next(8) == 0)
            {
                buffer?.Release();
                buffer = _account.Rent();
                used = cuts?.Next(buffer.Length) ?? 0;
            }

            // Several segments of one buffer, each with a reference, as the window hands them out.
            int length = Math.Min(Math.Min(bytes.Length, buffer.Length - used), cuts?.Next(1, 60) ?? int.MaxValue);
            bytes[..length].CopyTo(buffer.GetSpan()[used..]);
            buffer.AddReference();
            segments.Add(new BufferSegment(buffer, used, length));
            used += length;
            bytes = bytes[length..];
        }

        buffer?.Release();
        _queue.Append([.. segments]);
        segments.ForEach(segment => segment.Buffer.Release());
    }

    private (long Length, int FrameCount) TakeRun(out int subpartition, List<byte>? taken = null)
    {
        long length = _queue.TakeRun(_run, out subpartition, out int frameCount);
        Assert.Equal(length, _run.Sum(segment => (long)segment.Length));
        foreach (BufferSegment segment in _run)
        {
            taken?.AddRange(segment.Span);
        }

        _run.Clear();
        _queue.ReleaseTaken();
        return (length, frameCount);
    }
}
