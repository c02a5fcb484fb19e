using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

// Releasing what lies on a disk, on an I/O thread of that disk.
internal sealed partial class PartitionStore
{
    private void Release(PartitionAttemptId id, StoredAttempt? attempt)
    {
        bool deleted = attempt is not null && TryDelete(attempt);
        // It may have been found damaged a moment ago, or have a damaged twin in another directory.
        if (_quarantine.Release(id) || deleted || attempt is null)
        {
            _observer.OnReleased(id);
        }
    }

    private bool TryDelete(StoredAttempt attempt)
    {
        lock (_lock)
        {
            if (!_attempts.Remove(attempt))
            {
                return false;
            }
        }

        _open.Forget(attempt);
        try
        {
            attempt.Directory.Device.Delete(PartitionFileName.Of(attempt.Id));
            attempt.Directory.OnStored(-attempt.FileBytes);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            LogNotDeleted(attempt.Directory.Device.Description, PartitionFileName.Of(attempt.Id), e.Message);
        }

        LeaveDataSet(attempt);
        return true;
    }

    private sealed class ReleaseWork(PartitionStore store, PartitionAttemptId id, StoredAttempt? attempt) : IDiskWork
    {
        public void Run() => store.Release(id, attempt);
    }
}
