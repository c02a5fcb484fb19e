using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

/// <summary>The index against a slow model: the list of frames itself. Each seed is a partition; a failure names it.</summary>
public sealed class RegionIndexTests
{
    public static TheoryData<int> Seeds => new(Enumerable.Range(0, 100));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyRange_InAnyCuts_FromAnyResumePoint_IsTheFramesOfTheModel(int seed)
    {
        Random random = new(seed);
        SamplePartition partition = StorageGen.Partition(random);
        byte[] file = [.. new byte[PartitionFileHeader.Length], .. partition.Bytes];
        RegionIndex index = StorageGen.Builder(partition).Build();
        for (int i = 0; i < 10; i++)
        {
            SubpartitionRange range = StorageGen.Range(random, partition.SubpartitionCount);
            IReadOnlyList<SampleFrame> frames = partition.FramesIn(range);
            Assert.Equal((frames.Count, partition.BytesIn(range).Length), new RangeCursor(NoSource.Instance, index, range).Measure());
            int resume = random.Next(frames.Count + 1);
            RangeCursor cursor = new(NoSource.Instance, index, range);
            List<byte> passed = Walk(cursor, file, random, resume);
            Assert.Equal(partition.BytesIn(range, resume), passed.ToArray());
            Assert.True(cursor.IsAtEnd);
            Assert.Equal(partition.EndOf(range).RangeDigest, cursor.Digest);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Index_SurvivesItsFileForm(int seed)
    {
        SamplePartition partition = StorageGen.Partition(new Random(seed));
        RegionIndexBuilder builder = StorageGen.Builder(partition);
        Assert.Equal(partition.Receipt, builder.Receipt);
        RegionIndex index = builder.Build();
        Assert.True(RegionIndex.TryRead(StorageGen.Bytes(index), partition.SubpartitionCount, partition.Receipt, out RegionIndex read));
        Assert.Equal(index.Regions, read.Regions);
        Assert.Equal(index.Runs, read.Runs);
        Assert.Equal(index.Frames, read.Frames);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyDamagedByte_IsRefused_OrLeadsToNoOtherFrames(int seed)
    {
        // The index's own checksum, which sees every flip, is left out here: this is what stands behind it.
        Random random = new(seed);
        SamplePartition partition = StorageGen.Partition(random);
        byte[] right = StorageGen.Bytes(StorageGen.Builder(partition).Build());
        for (int at = 0; at < right.Length; at++)
        {
            byte[] damaged = [.. right];
            damaged[at] ^= (byte)(1 << random.Next(8));
            if (RegionIndex.TryRead(damaged, partition.SubpartitionCount, partition.Receipt, out RegionIndex read))
            {
                // Nothing but a subpartition's number can pass every sum; every frame still has its place.
                Assert.Equal(partition.Frames.Select(frame => frame.Bytes.Length), read.Frames.Select(frame => frame.Length));
                Assert.Equal(partition.Frames.Select(frame => frame.Header.Checksum), read.Frames.Select(frame => frame.Checksum));
                Assert.Contains(read.Runs, run => !StorageGen.Builder(partition).Build().Runs.Contains(run));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void WrongReceiptOrLength_IsRefused(int seed)
    {
        SamplePartition partition = StorageGen.Partition(new Random(seed)).Region((0, 5));
        PartitionReceipt receipt = partition.Receipt;
        byte[] right = StorageGen.Bytes(StorageGen.Builder(partition).Build());
        Assert.False(Reads(right, receipt with { RegionCount = receipt.RegionCount + 1 }));
        Assert.False(Reads(right, receipt with { FrameCount = receipt.FrameCount + 1 }));
        Assert.False(Reads(right, receipt with { PayloadBytes = receipt.PayloadBytes + 1 }));
        Assert.False(Reads(right, receipt with { Digest = receipt.Digest + 1 }));
        Assert.False(Reads([.. right, 0], receipt));
        Assert.False(Reads(right[..^1], receipt));

        bool Reads(byte[] bytes, PartitionReceipt of) => RegionIndex.TryRead(bytes, partition.SubpartitionCount, of, out _);
    }

    [Fact]
    public void MoreRegionsThanAllowed_AreRefused()
    {
        SamplePartition partition = new SamplePartition().Region((0, 1)).Region((0, 1));
        RegionIndexBuilder builder = new(8, maxRegions: 1, maxFrames: 1000);
        builder.Add(partition.Frames[0].Header);
        Assert.Equal(ShuffleErrorCode.PartitionTooLarge, builder.Check(partition.Frames[1].Header));
    }

    [Fact]
    public void MoreFramesThanAllowed_AreRefused()
    {
        SamplePartition partition = new SamplePartition().Region((0, 1), (0, 1));
        RegionIndexBuilder builder = new(8, maxRegions: 1000, maxFrames: 1);
        builder.Add(partition.Frames[0].Header);
        Assert.Equal(ShuffleErrorCode.PartitionTooLarge, builder.Check(partition.Frames[1].Header));
    }

    [Fact]
    public void ProducerTag_IsNoFrameOfAWriter()
    {
        FrameHeader tag = new(ProducerTag.PayloadLength, 0, 0, 0, FrameKind.Producer, FrameFlags.None, 0);
        RegionIndexBuilder builder = new(8, maxRegions: 1000, maxFrames: 1000);
        Assert.Equal(ShuffleErrorCode.None, builder.Check(tag with { Kind = FrameKind.Event }));
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, builder.Check(tag));
        builder.Add(tag with { Kind = FrameKind.Data });
        Assert.Equal(ShuffleErrorCode.UnexpectedMessage, builder.Check(tag with { Sequence = 1 }));
    }

    // Skips to the resume point and then takes stretches as credit would allow them: sometimes too little for a frame.
    private static List<byte> Walk(RangeCursor cursor, byte[] file, Random random, int resume)
    {
        while (resume > 0)
        {
            resume -= cursor.Take(long.MaxValue, resume).FrameCount;
        }

        List<byte> passed = [];
        while (!cursor.IsAtEnd)
        {
            int next = cursor.NextFrameLength;
            long allowed = random.Next(3) switch { 0 => next - 1, 1 => next + random.Next(100), _ => long.MaxValue };
            (_, long offset, long length, int frames) = cursor.Take(allowed, int.MaxValue);
            Assert.True(length <= allowed);
            Assert.Equal(allowed < next, frames == 0);
            passed.AddRange(file[(int)offset..(int)(offset + length)]);
        }

        return passed;
    }
}
