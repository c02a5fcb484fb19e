using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// What a read channel reads, once its partition is open: the file, how much the range holds, and how far it is sent. Owned by the channel, which gives the
/// partition back.
/// </summary>
/// <param name="Partition">The open partition; one of its readers.</param>
/// <param name="Cursor">The next frames.</param>
/// <param name="FrameCount">Frames of the range, from its beginning.</param>
/// <param name="Bytes">Bytes of those frames.</param>
internal sealed record OpenedRange(OpenPartition Partition, RangeCursor Cursor, long FrameCount, long Bytes)
{
    /// <summary>The range of an entry, from its resume point.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.SubpartitionOutOfRange"/> or
    /// <see cref="ShuffleErrorCode.ResumePointOutOfRange"/>.</exception>
    public static OpenedRange Of(OpenPartition partition, in OpenReadEntry open)
    {
        if (!open.Range.IsInside(partition.Attempt.SubpartitionCount))
        {
            throw new ShuffleException(ShuffleErrorCode.SubpartitionOutOfRange, $"The partition has {partition.Attempt.SubpartitionCount} subpartitions.");
        }

        (long frameCount, long bytes) = RangeCursor.Measure(partition.Index, open.Range);
        if (open.ResumeFrame > frameCount)
        {
            throw new ShuffleException(ShuffleErrorCode.ResumePointOutOfRange, $"The range has {frameCount} frames, the resume point is {open.ResumeFrame}.");
        }

        RangeCursor cursor = new(partition.Index, open.Range);
        for (long left = open.ResumeFrame; left > 0;)
        {
            left -= cursor.Take(long.MaxValue, (int)Math.Min(left, int.MaxValue)).FrameCount;
        }

        return new OpenedRange(partition, cursor, frameCount, bytes);
    }
}
