using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>The parts of a worker that are looked at. All are the worker's.</summary>
/// <param name="Server">Connections and channels.</param>
/// <param name="Ledger">The memory.</param>
/// <param name="Store">The partitions.</param>
/// <param name="Spiller">What is kept in memory; null if nothing is.</param>
/// <param name="Quarantine">Damaged files.</param>
/// <param name="Scrubber">The checks.</param>
/// <param name="Recovery">What the start found.</param>
/// <param name="Time">The clock.</param>
internal sealed record InspectedParts(
    DataServer Server,
    MemoryLedger Ledger,
    PartitionStore Store,
    Spiller? Spiller,
    DamagedFiles Quarantine,
    Scrubber Scrubber,
    RecoveryReport Recovery,
    TimeProvider Time);
