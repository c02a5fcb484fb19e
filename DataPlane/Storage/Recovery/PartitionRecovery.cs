using System.Collections.Concurrent;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>
/// Committed map partitions and contributions to reduce partitions: known by their footers, offered again. Several attempts of a partition are all offered; of
/// the same attempt in two directories the
/// one that was written later. A damaged file is set aside, never silently deleted.
/// </summary>
internal sealed class PartitionRecovery(PartitionStore store, DamagedFiles quarantine, bool verifyIndexes) : IStoredFileHandler
{
    private readonly ConcurrentQueue<(StoredAttempt Attempt, RecoveryNotes Notes)> _sound = new();

    public StoredFileKind Kind => StoredFileKind.Partition;

    public void Look(in StoredFileName file, RecoveryNotes notes)
    {
        long length = 0;
        try
        {
            using IStorageFile opened = notes.Directory.Device.Open(file.Name);
            length = opened.Length;
            FileDamage damage = Check(opened, file, length, out PartitionFileHeader header, out PartitionFileFooter footer);
            if (damage == FileDamage.None)
            {
                _sound.Enqueue((store.Found(header, footer, notes.Directory, length), notes));
                return;
            }

            SetAside(file, length, OutcomeOf(damage), PartitionFileReader.Describe(damage), notes);
        }
        catch (EndOfStreamException e)
        {
            SetAside(file, length, RecoveryOutcome.TooShort, e.Message, notes);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            store.HoldFilesOf(file.Attempt);
            notes.Add(file.Name, ReadFailure.OutcomeOf(e), e.Message);
        }
    }

    public void Finish(bool isComplete)
    {
        Dictionary<StoredAttempt, RecoveryNotes> adopted = [];
        foreach ((StoredAttempt attempt, RecoveryNotes notes) in _sound)
        {
            if (store.Adopt(attempt) is StoredAttempt twin)
            {
                Choose(twin, attempt, notes, adopted);
            }
            else
            {
                adopted.Add(attempt, notes);
            }
        }

        foreach ((StoredAttempt attempt, RecoveryNotes notes) in adopted)
        {
            notes.AddRecovered(attempt.FileBytes);
            attempt.Directory.OnStored(attempt.FileBytes);
        }
    }

    private FileDamage Check(
        IStorageFile opened, in StoredFileName file, long length, out PartitionFileHeader header, out PartitionFileFooter footer)
    {
        FileDamage damage = PartitionFileReader.CheckEnds(opened, length, out header, out footer);
        if (damage == FileDamage.None && header.Attempt != file.Attempt)
        {
            return FileDamage.OtherAttempt;
        }

        if (damage == FileDamage.None && verifyIndexes)
        {
            try
            {
                CheckIndex(opened, file);
            }
            catch (DamagedFileException e)
            {
                return e.Damage;
            }
        }

        return damage;
    }

    private static void CheckIndex(IStorageFile opened, in StoredFileName file)
    {
        if (file.Attempt.Partition.Kind == DataPartitionKind.Map)
        {
            PartitionFileReader.ReadLayout(opened, file.Name, file.Attempt);
        }
        else
        {
            PartitionFileReader.ReadContribution(opened, file.Name, file.Attempt);
        }
    }

    private void Choose(StoredAttempt twin, StoredAttempt attempt, RecoveryNotes notes, Dictionary<StoredAttempt, RecoveryNotes> adopted)
    {
        (StoredAttempt loser, RecoveryNotes notesOfLoser) = (attempt, notes);
        if (WrittenAt(attempt) > WrittenAt(twin))
        {
            (loser, notesOfLoser) = (twin, adopted[twin]);
            store.Disown(twin);
            adopted.Remove(twin);
            store.Adopt(attempt);
            adopted.Add(attempt, notes);
        }

        store.Drop(loser);
        StoredFileName file = new(PartitionFileName.Of(loser.Id), Kind, loser.Id);
        SetAside(file, loser.FileBytes, RecoveryOutcome.Duplicate, "another data directory holds the same attempt, written later or found first", notesOfLoser);
    }

    // A time that cannot be told is an old one.
    private static DateTimeOffset WrittenAt(StoredAttempt attempt)
    {
        try
        {
            return attempt.Directory.Device.GetWriteTime(PartitionFileName.Of(attempt.Id));
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            return DateTimeOffset.MinValue;
        }
    }

    private void SetAside(in StoredFileName file, long bytes, RecoveryOutcome outcome, string reason, RecoveryNotes notes)
    {
        notes.Directory.OnStored(bytes);
        quarantine.SetAside(quarantine.Announce(notes.Directory, file.Attempt, bytes, reason));
        notes.Add(file.Name, outcome, reason);
    }

    private static RecoveryOutcome OutcomeOf(FileDamage damage) => damage switch
    {
        FileDamage.TooShort => RecoveryOutcome.TooShort,
        FileDamage.Header => RecoveryOutcome.HeaderDamaged,
        FileDamage.NoFooter => RecoveryOutcome.FooterMissing,
        FileDamage.Footer => RecoveryOutcome.FooterDamaged,
        FileDamage.EndsDiffer => RecoveryOutcome.EndsDiffer,
        FileDamage.OtherAttempt => RecoveryOutcome.WrongName,
        _ => RecoveryOutcome.IndexDamaged,
    };
}
