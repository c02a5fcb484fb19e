using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>The disk gave the bytes, and they are not those that were committed.</summary>
internal sealed class DamagedFileException(FileDamage damage, string message) : ShuffleException(ShuffleErrorCode.PartitionCorrupt, message)
{
    public FileDamage Damage { get; } = damage;
}
