using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>Whose an account is. Made once, with the account.</summary>
/// <param name="Kind">What the memory is for.</param>
/// <param name="Name">Who it is, for people and for leak reports.</param>
/// <param name="Partition">For which partition attempt, if it is for one.</param>
internal sealed record LedgerOwner(HolderKind Kind, string Name, PartitionAttemptId? Partition = null);
