namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>The files one reader of reduce partitions holds open, and what of them it reads. Owned by the reader, who disposes it.</summary>
internal sealed class OpenReduceFiles : IDisposable
{
    private readonly Dictionary<(int Subpartition, int Ordinal), ReduceFile> _files = [];
    private readonly List<ReduceStretch> _pieces = [];

    /// <summary>The file of a piece, if it is open already.</summary>
    public ReduceFile? Find(in ContributionPiece piece) => _files.GetValueOrDefault((piece.Subpartition, piece.FileOrdinal));

    /// <summary>Takes over a file that was opened for it.</summary>
    public void Add(ReduceFile opened) => _files.Add((opened.Subpartition, opened.Ordinal), opened);

    public void Add(in ReduceStretch piece) => _pieces.Add(piece);

    /// <summary>All pieces, in the order in which they are read.</summary>
    public ReduceStretch[] InOrder()
    {
        _pieces.Sort(static (a, b) => Place(a).CompareTo(Place(b)));
        return [.. _pieces];
    }

    public void Dispose()
    {
        foreach (ReduceFile file in _files.Values)
        {
            file.Close();
        }

        _files.Clear();
    }

    private static (int Subpartition, int Ordinal, long Offset) Place(in ReduceStretch piece) =>
        (piece.Piece.Subpartition, piece.Piece.FileOrdinal, piece.Piece.Offset);
}
