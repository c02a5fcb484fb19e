using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// The indexes of committed partitions: those that readers have open as they are, others from the file, which is closed again, so that looking takes nothing
/// from readers. What is damaged is acted upon as if a reader had found it. Blocking: for I/O threads.
/// </summary>
internal static class StoredIndexes
{
    /// <exception cref="ShuffleException">It is damaged, gone, or cannot be read.</exception>
    public static RegionIndex OfMap(PartitionStore store, StoredAttempt attempt) =>
        attempt.Open?.Index ?? Read(store, attempt, static (file, name, attempt) => PartitionFileReader.ReadLayout(file, name, attempt.Id).Index);

    /// <exception cref="ShuffleException">It is damaged, gone, or cannot be read.</exception>
    public static ContributionIndex OfContribution(PartitionStore store, StoredAttempt attempt) =>
        attempt.Contribution!.Index ?? Read(store, attempt, static (file, name, attempt) => PartitionFileReader.ReadContribution(file, name, attempt.Id));

    private static T Read<T>(PartitionStore store, StoredAttempt attempt, Func<IStorageFile, string, StoredAttempt, T> read)
    {
        string name = PartitionFileName.Of(attempt.Id);
        try
        {
            using IStorageFile file = attempt.Directory.Device.Open(name);
            return read(file, name, attempt);
        }
        catch (Exception e) when (e is ShuffleException || DiskFailure.Is(e))
        {
            throw store.Damage.OnUnreadable(attempt, e);
        }
    }
}
