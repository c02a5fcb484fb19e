namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>A piece that a contribution which is being written has appended.</summary>
/// <param name="File">To which file.</param>
/// <param name="Piece">Where it lies.</param>
/// <param name="Length">Bytes, tag included.</param>
internal readonly record struct AppendedPiece(ReduceFile File, ContributionPiece Piece, long Length)
{
    /// <summary>The order of an index: by subpartition and first frame.</summary>
    public static int Compare(AppendedPiece a, AppendedPiece b)
    {
        int order = a.Piece.Subpartition.CompareTo(b.Piece.Subpartition);
        return order != 0 ? order : a.Piece.FirstFrame.CompareTo(b.Piece.FirstFrame);
    }
}
