namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>One region in the index.</summary>
/// <param name="Offset">Where its first frame begins in the file.</param>
/// <param name="FirstRun">Its first run, among all runs.</param>
/// <param name="RunCount">How many runs it has.</param>
/// <param name="IsBroadcast">Whether its frames belong to every subpartition.</param>
internal readonly record struct RegionEntry(long Offset, int FirstRun, int RunCount, bool IsBroadcast);
