using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>Everything of a committed file but its frames, read and checked.</summary>
/// <param name="Header">Its first bytes.</param>
/// <param name="Footer">Its last ones.</param>
/// <param name="Index">What lies where between them.</param>
internal readonly record struct StoredLayout(PartitionFileHeader Header, PartitionFileFooter Footer, RegionIndex Index);
