namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>One frame in the index.</summary>
/// <param name="Length">Its length in the file, header included.</param>
/// <param name="Checksum">Its checksum, as in its header.</param>
internal readonly record struct FrameEntry(int Length, uint Checksum);
