using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// The part of the ledger in which stretches for files of frames wait for their neighbours: one elastic account, up to a limit, so nothing of it is ever
/// promised, and no guarantee and no writer's credit depends on it. Where it has no more, stretches go to the disk one by one. Thread-safe. Owned by the store.
/// </summary>
internal sealed class AppendMemory : IDisposable
{
    private readonly LedgerAccount _account;

    /// <param name="ledger">Where it comes from.</param>
    /// <param name="maxBuffers">The most buffers.</param>
    public AppendMemory(MemoryLedger ledger, int maxBuffers) =>
        _account = ledger.OpenElasticAccount(new LedgerOwner(HolderKind.Append, "appends to reduce partitions"), maxBuffers);

    public int BufferBytes => _account.BufferBytes;

    /// <summary>Whether others wait for memory: what is held should go to the disk now.</summary>
    public bool IsWanted => _account.ShouldShrink;

    /// <summary>A buffer, which the caller releases; null where memory is short.</summary>
    public LedgerBuffer? TryRent() => _account.TryRentElastic();

    public void Dispose() => _account.Close();
}
