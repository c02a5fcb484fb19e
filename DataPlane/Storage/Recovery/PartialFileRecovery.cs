using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>Files that were being written: their writers are gone with the process, so they go too.</summary>
internal sealed class PartialFileRecovery : IStoredFileHandler
{
    public StoredFileKind Kind => StoredFileKind.PartialPartition;

    public void Look(in StoredFileName file, RecoveryNotes notes)
    {
        try
        {
            notes.Directory.Device.Delete(file.Name);
            notes.AddRemovedPartial();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            notes.Add(file.Name, RecoveryOutcome.PartialNotRemoved, e.Message);
        }
    }

    public void Finish(bool isComplete)
    {
        // Each file was dealt with by itself.
    }
}
