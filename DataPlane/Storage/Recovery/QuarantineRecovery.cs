using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Quarantine;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>Files that an earlier process has set aside: the quarantine knows them again.</summary>
internal sealed class QuarantineRecovery(DamagedFiles quarantine) : IStoredFileHandler
{
    public StoredFileKind Kind => StoredFileKind.CorruptPartition;

    public void Look(in StoredFileName file, RecoveryNotes notes)
    {
        try
        {
            using IStorageFile opened = notes.Directory.Device.Open(file.Name);
            quarantine.Found(notes.Directory, file, opened.Length);
            notes.Add(file.Name, RecoveryOutcome.InQuarantine, "Set aside by an earlier process.");
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            notes.Add(file.Name, ReadFailure.OutcomeOf(e), e.Message);
        }
    }

    // What is over, or too much by now, goes at once.
    public void Finish(bool isComplete) => quarantine.CleanUp();
}
