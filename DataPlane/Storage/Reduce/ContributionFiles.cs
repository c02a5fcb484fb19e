using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// The files of frames that one contribution appends to, and what it has appended. Blocking, used by one thread at a time. Owned by the contribution's writer,
/// who closes it.
/// </summary>
internal sealed class ContributionFiles
{
    // A contribution mostly has something for everybody; one with a million subpartitions may not.
    private const int MaxExpected = 256;

    private readonly ReduceDataSet _dataSet;
    private readonly PartitionAttemptId _attempt;
    private readonly DiskKind? _preferred;
    private readonly Dictionary<int, ReduceFile> _current;
    private readonly List<ReduceFile> _opened;
    private readonly List<AppendedPiece> _appended;

    public ContributionFiles(ReduceDataSet dataSet, PartitionAttemptId attempt, DiskKind? preferred, int subpartitionCount)
    {
        int expected = Math.Min(subpartitionCount, MaxExpected);
        _dataSet = dataSet;
        _attempt = attempt;
        _preferred = preferred;
        _current = new Dictionary<int, ReduceFile>(expected);
        _opened = new List<ReduceFile>(expected);
        _appended = new List<AppendedPiece>(expected);
    }

    /// <summary>Appends a piece to the file of its subpartition; it may wait in memory until <see cref="Flush"/>.</summary>
    /// <param name="piece">Whose place is not known yet.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="length">Bytes of the frames.</param>
    /// <exception cref="ShuffleException">The disk refused, or none takes more.</exception>
    public void Append(in ContributionPiece piece, ReadOnlySpan<byte> tag, ReadOnlySpan<BufferSegment> frames, long length)
    {
        ReduceFile file = FileOf(piece.Subpartition);
        try
        {
            long offset = file.Append(tag, frames, tag.Length + length);
            _appended.Add(new AppendedPiece(file, piece with { FileOrdinal = file.Ordinal, Offset = offset }, tag.Length + length));
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw file.Directory.Refused(e);
        }
    }

    /// <summary>What still waits in memory for its neighbours is handed to the system, along with theirs.</summary>
    /// <exception cref="ShuffleException">The disk refused something of it, now or before, whoever wrote it.</exception>
    public void Flush()
    {
        if (FlushAll())
        {
            RequireWholePieces();
        }
    }

    /// <summary>Everything is on the disk.</summary>
    /// <exception cref="ShuffleException">The disk refused.</exception>
    public void Sync()
    {
        foreach (ReduceFile file in _opened)
        {
            try
            {
                file.Sync();
            }
            catch (Exception e) when (DiskFailure.Is(e))
            {
                throw file.Directory.Refused(e);
            }
        }
    }

    /// <summary>What a reader of another contribution has found out meanwhile: better to fail now than to commit what cannot be read.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.PartitionCorrupt"/>: a file is damaged.</exception>
    public void RequireWhole()
    {
        foreach (ReduceFile file in _opened)
        {
            if (!file.TakesMore)
            {
                throw new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{file.Name} was found damaged while {_attempt} was written to it.");
            }
        }
    }

    /// <summary>What was appended, in the order of an index.</summary>
    public ContributionPiece[] TakePieces()
    {
        _appended.Sort(AppendedPiece.Compare);
        ContributionPiece[] pieces = new ContributionPiece[_appended.Count];
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = _appended[i].Piece;
        }

        return pieces;
    }

    /// <summary>Gives back to the disks what nobody will read.</summary>
    public void Discard()
    {
        FlushAll();
        foreach (AppendedPiece appended in _appended)
        {
            try
            {
                appended.File.Discard(appended.Piece.Offset, appended.Length);
            }
            catch (Exception e) when (DiskFailure.Is(e))
            {
                // A gap that keeps its blocks until the file goes; the device has told of the error.
            }
        }
    }

    /// <summary>The contribution has ended.</summary>
    public void Close()
    {
        foreach (ReduceFile file in _opened)
        {
            file.Close();
        }

        _opened.Clear();
        _current.Clear();
    }

    private ReduceFile FileOf(int subpartition)
    {
        if (_current.TryGetValue(subpartition, out ReduceFile? known) && known is { TakesMore: true, Directory.TakesPartitions: true })
        {
            return known;
        }

        ReduceFile file = _dataSet.OpenToAppend(subpartition, _preferred);
        if (file == known)
        {
            // Its disk takes more again.
            file.Close();
            return file;
        }

        _current[subpartition] = file;
        _opened.Add(file);
        return file;
    }

    // Whether any of the files has lost bytes, be they of this contribution or of others.
    private bool FlushAll()
    {
        // What another commit is just writing comes last: two that commit together write half of the files each instead of waiting for each other at every one.
        bool isDone = true;
        foreach (ReduceFile file in _opened)
        {
            isDone &= file.TryFlush();
        }

        if (!isDone)
        {
            _opened.ForEach(static file => file.Flush());
        }

        return _opened.Exists(static file => file.HasLost);
    }

    // Others may have met the disk's refusal of bytes of this contribution.
    private void RequireWholePieces()
    {
        foreach (AppendedPiece appended in _appended)
        {
            if (appended.File.LossOf(appended.Piece.Offset, appended.Length) is Exception reason)
            {
                throw appended.File.Directory.Refused(reason);
            }
        }
    }
}
