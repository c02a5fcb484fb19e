using System.Text.Json;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.State;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// Reads a journal file back, record by record. A bad record with nothing good behind it is the torn tail of a crash: it was never answered, and is left out.
/// A bad record with good ones behind it, or inside the snapshot at the file's head, is damage.
/// </summary>
/// <param name="file">Name of the file, for messages.</param>
internal sealed class JournalReader(string file)
{
    private bool _snapshotCompleted;

    /// <summary>Gives every fact of the file to <paramref name="apply"/>, in order.</summary>
    /// <returns>How many bytes of the file are good.</returns>
    /// <exception cref="JournalCorruptException">The file is damaged.</exception>
    public long Read(ReadOnlySpan<byte> content, Action<ControlPlaneFact> apply)
    {
        int offset = 0;
        while (JournalRecord.TryMeasure(content[offset..], out int recordLength))
        {
            ApplyRecord(content.Slice(offset, recordLength)[JournalRecord.HeaderLength..], offset, apply);
            offset += recordLength;
        }

        if (!_snapshotCompleted)
        {
            throw new JournalCorruptException(file, offset, "the state at its head is incomplete");
        }

        if (GoodRecordBehind(content, offset) is { } next)
        {
            throw new JournalCorruptException(file, offset, $"a record does not match its checksum, and a good one follows at byte {next}");
        }

        return offset;
    }

    private void ApplyRecord(ReadOnlySpan<byte> payload, long offset, Action<ControlPlaneFact> apply)
    {
        ControlPlaneFact? at = null;
        try
        {
            foreach (ControlPlaneFact fact in JournalRecord.Decode(payload))
            {
                at = fact;
                RequireKnownVersion(fact, offset);
                apply(fact);
                _snapshotCompleted |= fact is SnapshotCompleted;
            }
        }
        catch (Exception e) when (
            e is JsonException or NotSupportedException or KeyNotFoundException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            // The checksum was right: written by another build, or by a bug. Either way these facts do not make a state.
            string where = at is null ? string.Empty : $"{at.GetType().Name}: ";
            throw new JournalCorruptException(file, offset, $"a record holds facts that do not fit ({where}{e.Message})", e);
        }
    }

    private void RequireKnownVersion(ControlPlaneFact fact, long offset)
    {
        if (fact is JournalStarted { FormatVersion: not ControlPlaneState.FormatVersion } started)
        {
            throw new JournalCorruptException(
                file,
                offset,
                $"its format is version {started.FormatVersion}, this build reads version {ControlPlaneState.FormatVersion}");
        }
    }

    private static int? GoodRecordBehind(ReadOnlySpan<byte> content, int offset)
    {
        for (int next = offset + 1; next < content.Length - JournalRecord.HeaderLength; next++)
        {
            if (JournalRecord.TryMeasure(content[next..], out _))
            {
                return next;
            }
        }

        return null;
    }
}
