using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.FlowControl;

/// <summary>Frames in bodies, bodies in pieces, the window's buffers full at any place: every byte arrives, and no byte of credit is made or lost.</summary>
public sealed class FrameReceiverTests : IDisposable
{
    private const int Quota = 3;

    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 4 * 64 * 1024 });

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    public void Dispose() => _ledger.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FramesInAnyCuts_ArriveWhole_AndCreditIsConserved(int seed)
    {
        Random random = new(seed);
        SamplePartition partition = new SamplePartition(
            ).Region([.. Enumerable.Range(0, 40).Select(_ => (1, random.Next(4) == 0 ? random.Next(30_000, 65_512) : random.Next(1, 300)))]);
        Assert.True(_ledger.TryOpenAccount("test", Quota, out LedgerAccount account));
        ReceiveWindow window = new(account, () => { }, () => { });
        RecordingFrames frames = new(new FrameSeed(partition.Attempt.Partition, partition.Attempt.Attempt));
        FrameReceiver receiver = new(window, frames, new DiscardSink());
        List<byte> arrived = [];
        foreach (SampleFrame frame in partition.Frames)
        {
            window.Grant(0, int.MaxValue);
            Assert.True(window.TryConsume(frame.Bytes.Length), "The credit of an empty window must allow a whole frame.");
            Feed(receiver, frame.Bytes, random);
            if (random.Next(3) > 0 || window.Granted + window.Ungranted < 2 * 64 * 1024)
            {
                Take(window, arrived);
            }

            // What is neither promised nor promisable lies in the window: not taken, or in the unfinished last buffer.
            long held = (Quota * 64L * 1024) - window.Granted - window.Ungranted;
            Assert.InRange(held, 0, ((long)account.InUse * 64 * 1024));
        }

        Take(window, arrived);
        Assert.Equal(partition.Frames.Select(frame => frame.Header), frames.Seen);
        Assert.Equal(partition.Bytes, arrived.ToArray());
        window.Close();
        Assert.Equal((0, 0), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
    }

    [Fact]
    public void EndedReceiver_SwallowsTheRest()
    {
        SamplePartition partition = SamplePartition.Mixed();
        Assert.True(_ledger.TryOpenAccount("test", Quota, out LedgerAccount account));
        ReceiveWindow window = new(account, () => { }, () => { });
        window.Grant(0, int.MaxValue);
        Assert.True(window.TryConsume(partition.Bytes.Length));
        RecordingFrames frames = new(new FrameSeed(partition.Attempt.Partition, 5));
        FrameReceiver receiver = new(window, frames, new DiscardSink());
        Feed(receiver, partition.Bytes, new Random(1));
        Assert.Equal([ShuffleErrorCode.FrameCorrupt], frames.Violations);
        Assert.Empty(frames.Seen);
        window.Close();
        Assert.Equal(0, _ledger.InUseBuffers);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void BodyThatIsCutOff_LeavesNoCreditAndNoBufferBehind(int seed)
    {
        Random random = new(seed);
        SamplePartition partition = new SamplePartition().Region([.. Enumerable.Range(0, 3).Select(_ => (1, random.Next(1, 65_000)))]);
        Assert.True(_ledger.TryOpenAccount("test", Quota, out LedgerAccount account));
        ReceiveWindow window = new(account, () => { }, () => { });
        RecordingFrames frames = new(new FrameSeed(partition.Attempt.Partition, partition.Attempt.Attempt));
        byte[] body = partition.Bytes;
        for (int round = 0; round < 4; round++)
        {
            window.Grant(0, int.MaxValue);
            Assert.True(window.TryConsume(body.Length), "What was cut off can be received again.");
            FrameReceiver receiver = new(window, frames, new DiscardSink());
            Memory<byte>[] places = new Memory<byte>[4];
            int count = receiver.GetPlaces(places, body.Length);
            receiver.Advance(Place(body.AsSpan(0, random.Next(1, body.Length)), places.AsSpan(0, count)));

            window.DropAppended();
            window.GiveBackExpected();

            Assert.InRange(account.InUse, 0, 1);
            long held = (Quota * 64L * 1024) - window.Granted - window.Ungranted;
            Assert.InRange(held, 0, 64 * 1024);
            if (held > 0)
            {
                // Only what lies at the beginning of the unfinished buffer is missing.
                body = [.. body.Take((Quota * 64 * 1024) - 64 * 1024)];
            }
        }

        window.Close();
        Assert.Equal((0, 0), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
    }

    [Fact]
    public void SegmentsThatWereTaken_OutliveTheWindow()
    {
        Assert.True(_ledger.TryOpenAccount("test", Quota, out LedgerAccount account));
        ReceiveWindow window = new(account, () => { }, () => { });
        window.Grant(0, int.MaxValue);
        Assert.True(window.TryConsume(5));
        "hello"u8.CopyTo(window.NextPlace.Span);
        window.Advance(5);
        List<BufferSegment> segments = [];
        window.TakeAppended(segments);
        window.Close();
        window.Close();
        Assert.Equal(1, _ledger.InUseBuffers);
        Assert.True(segments.Single().Span.SequenceEqual("hello"u8));
        segments[0].Buffer.Release();
        Assert.Equal((0, 0), (_ledger.QuotaBuffers, _ledger.InUseBuffers));
        Assert.False(window.TryGrow(waitIfShort: true));
        Assert.Equal(0, window.Grant(0, int.MaxValue));
    }

    private static void Feed(FrameReceiver receiver, ReadOnlySpan<byte> body, Random random)
    {
        Memory<byte>[] places = new Memory<byte>[random.Next(1, 4)];
        while (!body.IsEmpty)
        {
            int count = receiver.GetPlaces(places, body.Length);
            int piece = Math.Min(body.Length, random.Next(3) == 0 ? random.Next(1, 20) : int.MaxValue);
            int placed = Place(body[..piece], places.AsSpan(0, count));
            Assert.True(placed > 0);
            receiver.Advance(placed);
            body = body[placed..];
        }

        receiver.EndBody();
    }

    private static int Place(ReadOnlySpan<byte> bytes, ReadOnlySpan<Memory<byte>> places)
    {
        int placed = 0;
        foreach (Memory<byte> place in places)
        {
            Assert.False(place.IsEmpty);
            int piece = Math.Min(place.Length, bytes.Length - placed);
            bytes.Slice(placed, piece).CopyTo(place.Span);
            placed += piece;
        }

        return placed;
    }

    private static void Take(ReceiveWindow window, List<byte> arrived)
    {
        List<BufferSegment> segments = [];
        window.TakeAppended(segments);
        foreach (BufferSegment segment in segments)
        {
            arrived.AddRange(segment.Span);
            segment.Buffer.Release();
        }
    }
}
