using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// A committed partition that is being read: one open file and one index, shared by its readers. Counted: each reader holds one reference and gives it back through <see cref="PartitionStore.CloseRead"/>; the last one
/// closes the file. A file that is deleted meanwhile stays readable through it.
/// </summary>
internal sealed class OpenPartition
{
    private readonly IStorageFile _file;

    public OpenPartition(StoredAttempt attempt, IStorageFile file, RegionIndex index)
    {
        Attempt = attempt;
        _file = file;
        Index = index;
    }

    public StoredAttempt Attempt { get; }

    public RegionIndex Index { get; }

    public PartitionReceipt Receipt => Attempt.Receipt!.Value;

    public SafeFileHandle Handle => _file.Handle;

    /// <summary>How many readers hold it. Under the store's lock.</summary>
    public int Readers { get; set; }

    public void Read(Span<byte> destination, long offset) => _file.Read(destination, offset);

    public void CloseFile() => _file.Dispose();
}
