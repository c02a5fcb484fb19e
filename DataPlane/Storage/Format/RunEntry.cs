namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>The frames of one subpartition in one region: they lie one behind the other.</summary>
/// <param name="Subpartition">The subpartition, or -1 for a broadcast.</param>
/// <param name="FirstFrame">Its first frame, among all frames.</param>
/// <param name="FrameCount">How many frames.</param>
/// <param name="Offset">Where its first frame begins in the file. Not stored: the sum of the frames before it.</param>
internal readonly record struct RunEntry(int Subpartition, int FirstFrame, int FrameCount, long Offset);
