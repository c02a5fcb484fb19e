using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>One partition in an <see cref="OpenReadMessage"/>. 77 bytes: channel 4, attempt 49, first 4, last 4, resume point 8, credit 8.</summary>
/// <param name="Channel">The new channel.</param>
/// <param name="Attempt">What to read: exactly this attempt and epoch.</param>
/// <param name="Range">Which subpartitions.</param>
/// <param name="ResumeFrame">How many frames of this range the reader already has, from an earlier connection; 0 to start.</param>
/// <param name="InitialCredit">Bytes of frames the worker may send at once, at most <see cref="MaxInitialCredit"/>; 0 for none yet.</param>
public readonly record struct OpenReadEntry(uint Channel, PartitionAttemptId Attempt, SubpartitionRange Range, long ResumeFrame, long InitialCredit)
{
    /// <summary>The most initial credit: 1 TiB, so that no peer can make a sum of credits overflow.</summary>
    public const long MaxInitialCredit = 1L << 40;

    internal const int Length = 4 + PartitionAttemptField.Length + 4 + 4 + 8 + 8;

    internal void Write(ref WireWriter writer)
    {
        writer.UInt32(Channel);
        PartitionAttemptField.Write(ref writer, Attempt);
        writer.Int32(Range.First);
        writer.Int32(Range.Last);
        writer.Int64(ResumeFrame);
        writer.Int64(InitialCredit);
    }

    internal static OpenReadEntry Read(ref WireReader reader, out bool sane)
    {
        OpenReadEntry entry = new(
            reader.UInt32(),
            PartitionAttemptField.Read(ref reader),
            new SubpartitionRange(reader.Int32(), reader.Int32()),
            reader.Int64(),
            reader.Int64());
        sane = entry.Channel != 0
            && PartitionAttemptField.IsSane(entry.Attempt)
            && entry.Range.IsInside(OpenWriteMessage.MaxSubpartitionCount)
            && entry.ResumeFrame >= 0
            && entry.InitialCredit is >= 0 and <= MaxInitialCredit;
        return entry;
    }
}
