using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>
/// Files of reduce partitions: known again for the contributions that have frames in them, and deleted where no committed contribution of their data set is
/// left. Nothing is read of them: their contributions say what counts, and readers and the scrubber check it.
/// </summary>
internal sealed class ReduceFileRecovery(PartitionStore store, TimeProvider time) : IStoredFileHandler
{
    private const int MaxFirstOrdinal = 1 << 30;

    public StoredFileKind Kind => StoredFileKind.ReduceFrames;

    public void Look(in StoredFileName file, RecoveryNotes notes)
    {
        if (!ReduceFileName.TryParse(file.Name, out ReduceFileId? id))
        {
            return;
        }

        long length = 0;
        try
        {
            using IStorageFile opened = notes.Directory.Device.Open(file.Name);
            length = opened.Length;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            // Its readers will be told; it is still deleted with its data set.
            notes.Add(file.Name, ReadFailure.OutcomeOf(e), e.Message);
        }

        store.AddFound(id, notes.Directory, length);
    }

    // After the contributions: their handler comes first.
    public void Finish(bool isComplete)
    {
        if (isComplete)
        {
            store.DeleteUnneededFiles();
        }
        else
        {
            // Contributions that nobody knows of may need any file, and their files have ordinals that nobody knows of: later ones begin where no earlier
            // process has come to, which makes less than one file a second over its life.
            store.HoldAllFiles((int)(time.GetUtcNow().ToUnixTimeSeconds() % MaxFirstOrdinal));
        }
    }
}
