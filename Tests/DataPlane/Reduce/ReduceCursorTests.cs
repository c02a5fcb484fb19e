using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>The cursor passes pieces in file order, merges those that touch, and keeps to every limit.</summary>
public sealed class ReduceCursorTests
{
    private readonly SampleDataSet _dataSet = new(5);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void PiecesThatTouch_AreOneStretch()
    {
        using ReduceStore store = new();
        SamplePartition[] contributions = [.. Enumerable.Range(0, 4).Select(producer => _dataSet.Contribution(producer).Region((1, 100), (1, 50)))];
        store.Commit(contributions);
        using OpenReduceFiles files = store.Store.OpenReduceRead(_dataSet.Read(SubpartitionRange.Single(1), contributions));
        ReduceCursor cursor = new(files.InOrder());
        FrameStretch stretch = cursor.Take(long.MaxValue, int.MaxValue);
        Assert.True(cursor.IsAtEnd);
        Assert.Equal((128, 4 * (ProducerTag.FrameLength + 24 + 100 + 24 + 50), 12), (stretch.Offset, stretch.Length, stretch.FrameCount));
    }

    [Fact]
    public void PiecesWithOthersBetween_AreStretchesOfTheirOwn()
    {
        using ReduceStore store = new();
        SamplePartition[] contributions = [.. Enumerable.Range(0, 3).Select(producer => _dataSet.Contribution(producer).Region((1, 100)))];
        store.Commit(contributions);
        using OpenReduceFiles files = store.Store.OpenReduceRead(_dataSet.Read(SubpartitionRange.Single(1), contributions[0], contributions[2]));
        ReduceCursor cursor = new(files.InOrder());
        Assert.Equal(128, cursor.Take(long.MaxValue, int.MaxValue).Offset);
        Assert.Equal(128 + (2 * (ProducerTag.FrameLength + 124)), cursor.Take(long.MaxValue, int.MaxValue).Offset);
        Assert.True(cursor.IsAtEnd);
    }

    [Fact]
    public void Stretch_NeverSpansTwoFiles()
    {
        using ReduceStore store = new();
        SamplePartition contribution = _dataSet.Contribution(0).Broadcast(10);
        store.Commit(contribution);
        using OpenReduceFiles files = store.Store.OpenReduceRead(_dataSet.Read(new SubpartitionRange(0, 4), contribution));
        ReduceCursor cursor = new(files.InOrder());
        for (int file = 0; file < 5; file++)
        {
            Assert.Equal(2, cursor.Take(long.MaxValue, int.MaxValue).FrameCount);
        }

        Assert.True(cursor.IsAtEnd);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyLimits_AndAnyResumePoint_GiveTheSameBytes(int seed)
    {
        Random random = new(seed);
        using ReduceStore store = new();
        SamplePartition[] contributions = [.. Enumerable.Range(0, 4).Select(producer => Random(producer, random))];
        Interleave(store, contributions, random);
        SubpartitionRange range = new(random.Next(3), random.Next(2, 5));
        using OpenReduceFiles files = store.Store.OpenReduceRead(_dataSet.Read(range, contributions));
        ReduceStretch[] pieces = files.InOrder();
        byte[] whole = ReduceStore.ReadBytes(new ReduceCursor(pieces));
        (long frameCount, long bytes) = new ReduceCursor(pieces).Measure();
        Assert.Equal((ReduceFrames.Count(whole).FrameCount, whole.Length), (frameCount, bytes));
        for (long resume = 0; resume <= frameCount; resume++)
        {
            ReduceCursor cursor = new(pieces);
            cursor.Skip(resume);
            Assert.Equal(whole[^(int)RestOf(whole, resume)..], Walk(cursor, random));
            Assert.Equal(ReduceFrames.Count(whole).Digest, cursor.Digest);
        }
    }

    private static long RestOf(ReadOnlySpan<byte> bytes, long resume)
    {
        for (; resume > 0; resume--)
        {
            Assert.True(FrameHeader.TryRead(bytes, out FrameHeader header));
            bytes = bytes[header.FrameLength..];
        }

        return bytes.Length;
    }

    private static byte[] Walk(ReduceCursor cursor, Random random)
    {
        List<byte> passed = [];
        while (!cursor.IsAtEnd)
        {
            int next = cursor.NextFrameLength;
            long allowed = random.Next(3) switch { 0 => next - 1, 1 => next + random.Next(300), _ => long.MaxValue };
            int maxFrames = random.Next(1, 5);
            FrameStretch stretch = cursor.Take(allowed, maxFrames);
            Assert.True(stretch.Length <= allowed && stretch.FrameCount <= maxFrames);
            Assert.Equal(allowed < next, stretch.FrameCount == 0);
            byte[] bytes = new byte[stretch.Length];
            stretch.Source.Read(bytes, stretch.Offset);
            Assert.Equal(stretch.FrameCount, ReduceFrames.Count(bytes).FrameCount);
            passed.AddRange(bytes);
        }

        return [.. passed];
    }

    private SamplePartition Random(int producer, Random random)
    {
        SamplePartition contribution = _dataSet.Contribution(producer);
        for (int regions = random.Next(5); regions > 0; regions--)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 60))];
            if (random.Next(4) == 0)
            {
                contribution.Broadcast(lengths);
            }
            else
            {
                contribution.Region([.. lengths.Select(_ => random.Next(5)).Order().Zip(lengths)]);
            }
        }

        return contribution;
    }

    // All are written at the same time, a few bytes of this and a few of that.
    private static void Interleave(ReduceStore store, SamplePartition[] contributions, Random random)
    {
        DirectWrite[] writes = [.. contributions.Select(contribution => store.Begin(contribution))];
        while (writes.Any(write => write.BytesLeft > 0 || write.FramesLeft > 0))
        {
            DirectWrite write = writes[random.Next(writes.Length)];
            write.Add(random.Next(write.FramesLeft + 1)).Write(random.Next(Math.Min(200, write.BytesLeft) + 1), random);
        }

        Assert.All(writes, write => write.Commit());
    }
}
