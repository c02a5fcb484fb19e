namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>Frames of one contribution that lie together in a reduce partition file, behind one producer tag.</summary>
/// <param name="Subpartition">In whose file.</param>
/// <param name="FirstFrame">The first frame's sequence number within the contribution.</param>
/// <param name="FrameCount">How many frames, at least 1; they follow each other in sequence.</param>
/// <param name="FileOrdinal">Which of the subpartition's files.</param>
/// <param name="Offset">Where the tag begins.</param>
internal readonly record struct ContributionPiece(int Subpartition, int FirstFrame, int FrameCount, int FileOrdinal, long Offset);
