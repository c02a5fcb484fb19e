using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// The index of a committed partition: where each region begins, which subpartitions it holds, and the length and checksum of every frame, so that any range
/// and any resume point is found without touching data.
/// Immutable. On disk, little-endian:
/// <code>
/// head                0  4 region count, 4 run count, 8 frame count          = 16
/// per region             8 offset in the file, 4 run count, 4 flags (1 = broadcast) = 16
/// per run                4 subpartition (or 0xFFFFFFFF), 4 frame count       =  8
/// per frame              4 length with header, 4 CRC-32C                     =  8
/// </code>
/// </summary>
internal sealed class RegionIndex : IStoredIndex
{
    public const int HeadLength = 16;
    // Head, and at most one region and one run for each of 2^25 frames: far beyond the options' defaults.
    public const int MaxLength = 1 << 30;

    private const int RegionLength = 16;
    private const int RunLength = 8;

    public RegionIndex(RegionEntry[] regions, RunEntry[] runs, FrameEntry[] frames)
    {
        Regions = regions;
        Runs = runs;
        Frames = frames;
    }

    public RegionEntry[] Regions { get; }

    public RunEntry[] Runs { get; }

    public FrameEntry[] Frames { get; }

    /// <summary>Bytes of the file form.</summary>
    public int Length => HeadLength + (Regions.Length * RegionLength) + (Runs.Length * RunLength) + (Frames.Length * FrameTable.EntryLength);

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Regions.Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], Runs.Length);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], Frames.Length);
        destination = destination[HeadLength..];
        foreach (RegionEntry region in Regions)
        {
            BinaryPrimitives.WriteInt64LittleEndian(destination, region.Offset);
            BinaryPrimitives.WriteInt32LittleEndian(destination[8..], region.RunCount);
            BinaryPrimitives.WriteInt32LittleEndian(destination[12..], region.IsBroadcast ? 1 : 0);
            destination = destination[RegionLength..];
        }

        foreach (RunEntry run in Runs)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, run.Subpartition);
            BinaryPrimitives.WriteInt32LittleEndian(destination[4..], run.FrameCount);
            destination = destination[RunLength..];
        }

        FrameTable.Write(Frames, destination);
    }

    /// <summary>
    /// Reads an index whose checksum was right, and still believes nothing: counts must fit the length, offsets must be the sums of the frames before them,
    /// runs must ascend inside a region,
    /// totals must be the receipt's.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> source, int subpartitionCount, PartitionReceipt receipt, out RegionIndex index)
    {
        index = null!;
        int regionCount = BinaryPrimitives.ReadInt32LittleEndian(source);
        int runCount = BinaryPrimitives.ReadInt32LittleEndian(source[4..]);
        long frameCount = BinaryPrimitives.ReadInt64LittleEndian(source[8..]);
        if (regionCount < 0 || regionCount != receipt.RegionCount || frameCount != receipt.FrameCount || runCount < regionCount || runCount > frameCount || frameCount > int.MaxValue
            || HeadLength + ((long)regionCount * RegionLength) + ((long)runCount * RunLength) + (frameCount * FrameTable.EntryLength) != source.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> regionSource = source[HeadLength..];
        ReadOnlySpan<byte> runSource = regionSource[(regionCount * RegionLength)..];
        ReadOnlySpan<byte> frameSource = runSource[(runCount * RunLength)..];
        index = new RegionIndex(new RegionEntry[regionCount], new RunEntry[runCount], new FrameEntry[(int)frameCount]);
        return FrameTable.TryRead(frameSource, index.Frames)
            && TryReadRuns(runSource, index.Runs, index.Frames)
            && TryReadRegions(regionSource, index.Regions, index.Runs, subpartitionCount)
            && FrameTable.Totals(index.Frames) == receipt with { RegionCount = 0 };
    }

    private static bool TryReadRuns(ReadOnlySpan<byte> source, RunEntry[] runs, FrameEntry[] frames)
    {
        int firstFrame = 0;
        long offset = PartitionFileHeader.Length;
        for (int i = 0; i < runs.Length; i++)
        {
            ReadOnlySpan<byte> entry = source.Slice(i * RunLength, RunLength);
            int frameCount = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
            if (frameCount <= 0 || frameCount > frames.Length - firstFrame)
            {
                return false;
            }

            runs[i] = new RunEntry(BinaryPrimitives.ReadInt32LittleEndian(entry), firstFrame, frameCount, offset);
            foreach (FrameEntry frame in frames.AsSpan(firstFrame, frameCount))
            {
                offset += frame.Length;
            }

            firstFrame += frameCount;
        }

        return firstFrame == frames.Length;
    }

    private static bool TryReadRegions(ReadOnlySpan<byte> source, RegionEntry[] regions, RunEntry[] runs, int subpartitionCount)
    {
        int firstRun = 0;
        for (int i = 0; i < regions.Length; i++)
        {
            ReadOnlySpan<byte> entry = source.Slice(i * RegionLength, RegionLength);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(entry);
            int runCount = BinaryPrimitives.ReadInt32LittleEndian(entry[8..]);
            int flags = BinaryPrimitives.ReadInt32LittleEndian(entry[12..]);
            if (flags is not (0 or 1) || runCount <= 0 || runCount > runs.Length - firstRun || offset != runs[firstRun].Offset)
            {
                return false;
            }

            regions[i] = new RegionEntry(offset, firstRun, runCount, flags == 1);
            if (!RunsFit(runs.AsSpan(firstRun, runCount), regions[i].IsBroadcast, subpartitionCount))
            {
                return false;
            }

            firstRun += runCount;
        }

        return firstRun == runs.Length;
    }

    private static bool RunsFit(ReadOnlySpan<RunEntry> runs, bool broadcast, int subpartitionCount)
    {
        if (broadcast)
        {
            return runs.Length == 1 && runs[0].Subpartition == FrameHeader.BroadcastSubpartition;
        }

        int previous = -1;
        foreach (RunEntry run in runs)
        {
            if (run.Subpartition <= previous || run.Subpartition >= subpartitionCount)
            {
                return false;
            }

            previous = run.Subpartition;
        }

        return true;
    }
}
