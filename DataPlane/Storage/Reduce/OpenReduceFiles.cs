using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>The files one reader of reduce partitions holds open, and what of them it reads. Owned by the reader, who disposes it.</summary>
/// <param name="budget">What its list of pieces is counted against.</param>
internal sealed class OpenReduceFiles(PieceBudget budget) : IDisposable
{
    private readonly Dictionary<(int Subpartition, int Ordinal), (ReduceFile File, long Length)> _files = [];
    private List<ReduceStretch> _pieces = [];
    private long _reserved;

    /// <summary>The file of a piece, opened if it is not open yet. Blocking.</summary>
    /// <param name="dataSet">Whose file it is.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="length">Bytes of the piece, tag included: the file must be long enough.</param>
    /// <exception cref="Exception">One that <see cref="ReduceFile.IsDamage"/> knows: the file is not what it should be.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public ReduceFile Open(ReduceDataSet dataSet, in ContributionPiece piece, long length)
    {
        (int, int) key = (piece.Subpartition, piece.FileOrdinal);
        if (!_files.TryGetValue(key, out (ReduceFile File, long Length) open))
        {
            open.File = dataSet.Get(piece);
            open.File.Open();
            _files.Add(key, open);
        }

        if (piece.Offset > open.Length - length)
        {
            // Asked when it is needed, not for each piece: others append to it, so it may have grown.
            open.Length = open.File.Length;
            _files[key] = open;
        }

        return piece.Offset <= open.Length - length
            ? open.File
            : throw new EndOfStreamException($"{open.File.Name} ends at {open.Length}, before the end of a stretch of {length} bytes at {piece.Offset}.");
    }

    /// <summary>So many pieces will be added.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.TooManyChannels"/>: the readers hold too many.</exception>
    public void Reserve(int count)
    {
        budget.Take(count);
        _reserved += count;
    }

    public void Add(in ReduceStretch piece) => _pieces.Add(piece);

    /// <summary>Hands over all pieces, in the order in which they are read. Once.</summary>
    public ReduceStretch[] InOrder()
    {
        _pieces.Sort(static (a, b) => ComparePlaces(a.Piece, b.Piece));
        ReduceStretch[] inOrder = [.. _pieces];
        _pieces = [];
        return inOrder;
    }

    public void Dispose()
    {
        foreach ((ReduceFile file, _) in _files.Values)
        {
            file.Close();
        }

        _files.Clear();
        budget.Return(_reserved);
        _reserved = 0;
    }

    private static int ComparePlaces(in ContributionPiece a, in ContributionPiece b)
    {
        int order = a.Subpartition.CompareTo(b.Subpartition);
        order = order != 0 ? order : a.FileOrdinal.CompareTo(b.FileOrdinal);
        return order != 0 ? order : a.Offset.CompareTo(b.Offset);
    }
}
