using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>Tells what an index says, region by region. A contribution's index knows pieces instead: each is told as a region of one run.</summary>
internal static class RegionPages
{
    public static LayoutRegion[] Of(RegionIndex index, int skip, int take) =>
        [.. Enumerable.Range(0, index.Regions.Length).Skip(skip).Take(take).Select(number => RegionOf(index, number))];

    public static LayoutRegion[] Of(ContributionIndex index, int skip, int take) =>
        [.. Enumerable.Range(0, index.Pieces.Length).Skip(skip).Take(take).Select(number => RegionOf(index, number))];

    public static SubpartitionSums SumsOf(RegionIndex index, int subpartitionCount)
    {
        SubpartitionSums sums = new(0, subpartitionCount);
        foreach (RunEntry run in index.Runs)
        {
            sums.Add(run.Subpartition, LengthOf(index.Frames.AsSpan(run.FirstFrame, run.FrameCount)), run.FrameCount);
        }

        return sums;
    }

    public static SubpartitionSums SumsOf(ContributionIndex index, int subpartitionCount)
    {
        SubpartitionSums sums = new(0, subpartitionCount);
        foreach (ContributionPiece piece in index.Pieces)
        {
            sums.Add(piece.Subpartition, LengthOf(index.Frames.AsSpan(piece.FirstFrame, piece.FrameCount)), piece.FrameCount);
        }

        return sums;
    }

    private static LayoutRegion RegionOf(RegionIndex index, int number)
    {
        RegionEntry region = index.Regions[number];
        LayoutRun[] runs = new LayoutRun[region.RunCount];
        for (int i = 0; i < runs.Length; i++)
        {
            RunEntry run = index.Runs[region.FirstRun + i];
            runs[i] = new LayoutRun(run.Subpartition, run.Offset, LengthOf(index.Frames.AsSpan(run.FirstFrame, run.FrameCount)), run.FrameCount);
        }

        return new LayoutRegion(number, region.Offset, runs.Sum(run => run.Bytes), runs.Sum(run => run.Frames), region.IsBroadcast, runs);
    }

    private static LayoutRegion RegionOf(ContributionIndex index, int number)
    {
        ContributionPiece piece = index.Pieces[number];
        long length = LengthOf(index.Frames.AsSpan(piece.FirstFrame, piece.FrameCount));
        LayoutRun run = new(piece.Subpartition, piece.Offset + ProducerTag.FrameLength, length, piece.FrameCount);
        return new LayoutRegion(number, run.Offset, length, piece.FrameCount, false, [run]);
    }

    private static long LengthOf(ReadOnlySpan<FrameEntry> frames)
    {
        long length = 0;
        foreach (FrameEntry frame in frames)
        {
            length += frame.Length;
        }

        return length;
    }
}
