namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>Bytes of a file of frames that waited in memory and that the disk then refused.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Reason">What the disk said.</param>
internal readonly record struct LostRange(long Start, long End, Exception Reason);
