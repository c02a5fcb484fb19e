using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Quarantine;

/// <summary>One damaged file. The quarantine's; its name changes when it is set aside.</summary>
internal sealed class QuarantinedFile(DataDirectory directory, PartitionAttemptId attempt, string name, long bytes, DateTimeOffset since, string reason)
{
    public DataDirectory Directory { get; } = directory;

    public PartitionAttemptId Attempt { get; } = attempt;

    public long Bytes { get; } = bytes;

    /// <summary>When the damage was found.</summary>
    public DateTimeOffset Since { get; } = since;

    public string Reason { get; } = reason;

    /// <summary>Where it lies now.</summary>
    public string Name { get; set; } = name;
}
