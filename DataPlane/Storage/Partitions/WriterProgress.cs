using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>A partition attempt while it is written.</summary>
/// <param name="Index">What lies where, of the frames so far.</param>
/// <param name="FileBytes">How long its file is; 0 while there is none.</param>
internal sealed record WriterProgress(RegionIndex Index, long FileBytes);
