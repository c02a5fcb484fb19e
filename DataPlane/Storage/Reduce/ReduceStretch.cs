namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>One piece as a reader meets it.</summary>
/// <param name="File">The open file it lies in.</param>
/// <param name="Piece">Where.</param>
/// <param name="Index">The index of the contribution it belongs to.</param>
/// <param name="TagChecksum">The checksum of its producer tag.</param>
internal readonly record struct ReduceStretch(ReduceFile File, ContributionPiece Piece, ContributionIndex Index, uint TagChecksum);
