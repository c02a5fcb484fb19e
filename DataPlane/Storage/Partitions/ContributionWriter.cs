using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// One producer attempt's contribution to the reduce partitions of a data set while it is written. Frames go to the shared file of their subpartition, behind a
/// producer tag; nobody reads them there before the commit, which writes the contribution's own small file: where its pieces lie. Frames of an attempt that
/// does not commit stay behind as gaps, given back to the disk where it can.
/// </summary>
internal sealed class ContributionWriter : IPartitionWriter
{
    // A contribution mostly has something for everybody; one with a million subpartitions may not.
    private const int MaxExpectedFiles = 256;

    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private readonly ReduceDataSet _dataSet;
    private readonly SubpartitionRange _share;
    private readonly RegionIndexBuilder _index;
    private readonly FrameSeed _tagSeed;
    private readonly FrameQueue _frames = new();
    private readonly PartitionFile _file;
    private readonly List<BufferSegment> _run = [];
    private readonly Dictionary<int, ReduceFile> _files;
    private readonly List<ReduceFile> _opened;
    private readonly List<AppendedPiece> _appended;
    private int _nextFrame;
    private long _storedFrames;
    private bool _ended;

    public ContributionWriter(PartitionStore store, StoredAttempt attempt)
    {
        _store = store;
        _attempt = attempt;
        _dataSet = attempt.Contribution!.DataSet;
        _share = attempt.Share;
        int expected = Math.Min(_share.Count, MaxExpectedFiles);
        _files = new Dictionary<int, ReduceFile>(expected);
        _opened = new List<ReduceFile>(expected);
        _appended = new List<AppendedPiece>(expected);
        _index = new RegionIndexBuilder(attempt.SubpartitionCount, store.Options.MaxRegionsPerPartition, store.Options.MaxFramesPerPartition);
        _file = new PartitionFile(attempt);
        _tagSeed = ProducerTag.SeedOf(_dataSet.Job, _dataSet.Id);
    }

    public DataDirectory Directory => _attempt.Directory;

    public DiskQueue CommitsOn => _attempt.Storage.Durability == Durability.Fsync ? _store.SyncQueueOf(Directory) : Directory.Queue;

    public bool CommitsInGroups => true;

    public PartitionReceipt Receipt => _index.Receipt;

    public void OnRevoked(Action revoked) => _attempt.OnRevoked(revoked);

    public ShuffleErrorCode Check(in FrameHeader header)
    {
        if (!header.IsBroadcast && !_share.Contains(header.Subpartition))
        {
            return ShuffleErrorCode.SubpartitionOutOfRange;
        }

        ShuffleErrorCode code = _index.Check(header);
        bool tooMany = code == ShuffleErrorCode.None && _storedFrames + CopiesOf(header) > _store.Options.MaxFramesPerPartition;
        return tooMany ? ShuffleErrorCode.PartitionTooLarge : code;
    }

    public void Add(in FrameHeader header)
    {
        _storedFrames += CopiesOf(header);
        _index.Add(header);
        _frames.Add(header);
    }

    public void Write(ReadOnlySpan<BufferSegment> segments)
    {
        if (_attempt.IsRevoked)
        {
            throw PartitionStore.Overtaken(_attempt.Id);
        }

        _frames.Append(segments);
        StoreWholeFrames();
    }

    public PartitionReceipt Commit()
    {
        // The bytes of the last frames may have been here before their headers were known.
        StoreWholeFrames();
        PartitionReceipt receipt = _index.Receipt;
        if (_nextFrame != receipt.FrameCount)
        {
            throw new InvalidOperationException($"{_attempt.Id}: {_nextFrame} of {receipt.FrameCount} frames are stored at the commit.");
        }

        FlushFiles();
        ContributionIndex index = new(PiecesInOrder(), _index.Build().Frames);
        if (_attempt.Storage.Durability == Durability.Fsync)
        {
            // Before the contribution's own file: what makes frames visible must not be more durable than they are.
            SyncFiles();
        }

        RequireWholeFiles();
        _file.Complete([], index, receipt);
        _attempt.Contribution!.Index = index;
        _store.Commit(_attempt, receipt, _file);
        _ended = true;
        CloseFiles();
        return receipt;
    }

    public void Abort(string reason)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _frames.Clear();
        bool gone = _file.Delete();
        if (gone)
        {
            DiscardFrames();
        }

        CloseFiles();
        _store.Forget(_attempt, reason, keepFiles: !gone);
    }

    private ContributionPiece[] PiecesInOrder()
    {
        _appended.Sort(AppendedPiece.Compare);
        ContributionPiece[] pieces = new ContributionPiece[_appended.Count];
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = _appended[i].Piece;
        }

        return pieces;
    }

    // A broadcast frame counts as often as it is stored: else a few would make files and an index beyond all limits.
    private int CopiesOf(in FrameHeader header) => header.IsBroadcast ? _share.Count : 1;

    private void StoreWholeFrames()
    {
        while (_frames.TakeRun(_run, out int subpartition, out int frameCount) is > 0 and long length)
        {
            try
            {
                WriteRun(subpartition, frameCount, length);
            }
            finally
            {
                _run.Clear();
                _frames.ReleaseTaken();
            }

            _nextFrame += frameCount;
        }
    }

    // A broadcast is stored for each subpartition of the share, so that each has its input in one file.
    private void WriteRun(int subpartition, int frameCount, long length)
    {
        if (subpartition != FrameHeader.BroadcastSubpartition)
        {
            WritePiece(subpartition, frameCount, length);
            return;
        }

        for (int each = _share.First; each <= _share.Last; each++)
        {
            WritePiece(each, frameCount, length);
        }
    }

    private void WritePiece(int subpartition, int frameCount, long length)
    {
        ReduceFile file = FileOf(subpartition);
        Span<byte> tag = stackalloc byte[ProducerTag.FrameLength];
        ProducerTag.Of(_attempt.Id).Write(_tagSeed, subpartition, tag);
        long pieceLength = tag.Length + length;
        long offset;
        try
        {
            offset = file.Append(tag, CollectionsMarshal.AsSpan(_run), pieceLength);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw file.Directory.Refused(e);
        }

        _appended.Add(new AppendedPiece(file, new ContributionPiece(subpartition, _nextFrame, frameCount, file.Ordinal, offset), pieceLength));
    }

    private ReduceFile FileOf(int subpartition)
    {
        if (_files.TryGetValue(subpartition, out ReduceFile? known) && known is { TakesMore: true, Directory.TakesPartitions: true })
        {
            return known;
        }

        ReduceFile file = _dataSet.OpenToAppend(subpartition, _attempt.Storage.PreferredDiskKind);
        if (file == known)
        {
            // Its disk takes more again.
            file.Close();
            return file;
        }

        _files[subpartition] = file;
        _opened.Add(file);
        return file;
    }

    // What a reader of another contribution has found out meanwhile: better to fail now than to commit what cannot be read.
    private void RequireWholeFiles()
    {
        foreach (ReduceFile file in _opened)
        {
            if (!file.TakesMore)
            {
                throw new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{file.Name} was found damaged while {_attempt.Id} was written to it.");
            }
        }
    }

    // What of it still waits in memory for its neighbours is handed to the system, along with theirs.
    private void FlushFiles()
    {
        bool hasLost = false;
        foreach (ReduceFile file in _opened)
        {
            file.Flush();
            hasLost |= file.HasLost;
        }

        if (hasLost)
        {
            RequireWholePieces();
        }
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

    private void SyncFiles()
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

    private void DiscardFrames()
    {
        foreach (ReduceFile file in _opened)
        {
            file.Flush();
        }

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

    private void CloseFiles()
    {
        foreach (ReduceFile file in _opened)
        {
            file.Close();
        }

        _opened.Clear();
        _files.Clear();
    }
}
