using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Quarantine;

/// <summary>A damaged file that is kept for a person to look at.</summary>
/// <param name="Attempt">Whose it was, by its name.</param>
/// <param name="Directory">The data directory.</param>
/// <param name="File">Its name there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Since">When the damage was found.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record QuarantinedPartition(PartitionAttemptId Attempt, string Directory, string File, long Bytes, DateTimeOffset Since, string Reason);
