using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.InMemory;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// A committed partition that lies in memory. Readers hold its bytes, so they finish from memory whatever becomes of it. Ends by being spilled, and is then an
/// ordinary file, or released; the store decides which, under its lock. Owned by its <see cref="StoredAttempt"/>.
/// </summary>
internal sealed class KeptPartition : ISpillable
{
    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private readonly RegionIndex _index;
    private readonly KeptBytes _bytes;

    /// <summary>Takes over the maker's reference to the bytes once it is committed.</summary>
    public KeptPartition(PartitionStore store, StoredAttempt attempt, RegionIndex index, KeptBytes bytes)
    {
        _store = store;
        _attempt = attempt;
        _index = index;
        _bytes = bytes;
        Place = new LinkedListNode<ISpillable>(this);
    }

    public DataDirectory Directory => _attempt.Directory;

    public LinkedListNode<ISpillable> Place { get; }

    /// <summary>What lies where in it.</summary>
    public RegionIndex Index => _index;

    /// <summary>One more reader. While it is the attempt's: under the store's lock.</summary>
    public OpenPartition Open()
    {
        _bytes.AddReference();
        return new OpenPartition(_attempt, _bytes, _index);
    }

    public void Spill()
    {
        PartitionFile file = new(_attempt);
        try
        {
            file.Complete(_bytes.Segments, _index, _attempt.Receipt!.Value);
            _store.Spilled(_attempt, file);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            file.Delete();
            throw;
        }
    }

    public void OnSpillFailed() => _store.OnSpillFailed(_attempt);

    /// <summary>Gives the memory back, as soon as the last reader has. Not under a lock.</summary>
    public void Free() => _bytes.Release();
}
