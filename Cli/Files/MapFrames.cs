using System.Globalization;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>The frames of a map partition's file. With a sound index each has its place, so that all damaged ones are found; else up to the first.</summary>
internal sealed class MapFrames(StoredBytes file, PartitionAttemptId attempt, FileReport report)
{
    private const int LargestFrame = FrameHeader.Length + FrameHeader.MaxPayloadLength;

    private readonly FrameSeed _seed = new(attempt.Partition, attempt.Attempt);

    public void CheckBy(RegionIndex index)
    {
        for (int number = 0; number < index.Regions.Length; number++)
        {
            RegionEntry region = index.Regions[number];
            ReadOnlySpan<RunEntry> runs = index.Runs.AsSpan(region.FirstRun, region.RunCount);
            long end = region.Offset;
            long frames = 0;
            foreach (RunEntry run in runs)
            {
                end = CheckRun(index, number, region.IsBroadcast, run);
                frames += run.FrameCount;
            }

            string subpartitions = region.IsBroadcast ? "all: broadcast" : new SubpartitionRange(runs[0].Subpartition, runs[^1].Subpartition).ToString();
            report.AddRegion(
                new FileRegion(number.ToString(CultureInfo.InvariantCulture), region.Offset, end - region.Offset, frames, runs.Length, subpartitions));
        }
    }

    /// <summary>Goes from frame to frame by what they say of themselves.</summary>
    /// <param name="end">Where they end at the latest.</param>
    /// <param name="endIsKnown">Whether they must end there.</param>
    /// <param name="isPartial">Whether it is no damage that they end earlier.</param>
    public void Walk(long end, bool endIsKnown, bool isPartial)
    {
        long offset = PartitionFileHeader.Length;
        uint sequence = 0;
        string? wrong = null;
        while (offset < end && wrong is null)
        {
            ReadOnlySpan<byte> head = file.Read(offset, FrameHeader.Length);
            int length = head.Length == FrameHeader.Length && FrameHeader.TryRead(head, out FrameHeader said) ? said.FrameLength : LargestFrame;
            wrong = FrameExam.Check(file.Read(offset, (int)Math.Min(length, end - offset)), _seed, out FrameHeader header)
                ?? (header.Sequence == sequence ? null : "it is out of order");
            if (wrong is null)
            {
                offset += header.FrameLength;
                sequence++;
            }
        }

        report.SoundFrames = sequence;
        Tell(offset, end, sequence, wrong, endIsKnown, isPartial);
    }

    private long CheckRun(RegionIndex index, int region, bool broadcast, in RunEntry run)
    {
        long offset = run.Offset;
        for (int number = run.FirstFrame; number < run.FirstFrame + run.FrameCount; number++)
        {
            FrameEntry entry = index.Frames[number];
            string? wrong = FrameExam.Check(file.Read(offset, entry.Length), _seed, entry, (uint)number, out FrameHeader header)
                ?? (header.Region == region && header.IsBroadcast == broadcast && header.Subpartition == run.Subpartition
                    ? null
                    : "its region or subpartition is not that of the index");
            if (wrong is null)
            {
                report.SoundFrames++;
            }
            else
            {
                report.AddDamage(offset, entry.Length, Describe(number, run.Subpartition, wrong));
            }

            offset += entry.Length;
        }

        return offset;
    }

    private void Tell(long offset, long end, uint frames, string? wrong, bool endIsKnown, bool isPartial)
    {
        string sound = Invariant($"{frames} sound frames lie up to offset {offset}");
        if (isPartial)
        {
            report.AddNote($"It was never committed: a worker that starts deletes it. {sound}{(offset < end ? ", then bytes that are no whole frame" : "")}.");
        }
        else if (wrong is not null && endIsKnown)
        {
            report.AddDamage(offset, end - offset, Invariant($"frame {frames}: {wrong}; without an index those behind it cannot be found"));
        }
        else
        {
            report.AddNote($"Without an index the frames were followed from one to the next: {sound}.");
        }
    }

    private static string Describe(int number, int subpartition, string wrong) => Invariant(
        $"frame {number} of {(subpartition == FrameHeader.BroadcastSubpartition ? "all subpartitions" : $"subpartition {subpartition}")}: {wrong}");
}
