using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.Memory;
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
    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private readonly ReduceDataSet _dataSet;
    private readonly CommitGroupMember _group;
    private readonly SubpartitionRange _share;
    private readonly RegionIndexBuilder _index;
    private readonly FrameSeed _tagSeed;
    private readonly FrameQueue _frames = new();
    private readonly PartitionFile _file;
    private readonly List<BufferSegment> _run = [];
    private readonly ContributionFiles _files;
    private int _nextFrame;
    private long _storedFrames;
    private bool _ended;

    public ContributionWriter(PartitionStore store, StoredAttempt attempt)
    {
        _store = store;
        _attempt = attempt;
        _dataSet = attempt.Contribution!.DataSet;
        _group = _dataSet.Commits.Enter();
        _share = attempt.Share;
        _files = new ContributionFiles(_dataSet, attempt.Id, attempt.Storage.PreferredDiskKind, _share.Count);
        _index = new RegionIndexBuilder(attempt.SubpartitionCount, store.Options.MaxRegionsPerPartition, store.Options.MaxFramesPerPartition);
        _file = new PartitionFile(attempt);
        _tagSeed = ProducerTag.SeedOf(_dataSet.Job, _dataSet.Id);
    }

    public DataDirectory Directory => _attempt.Directory;

    public DiskQueue CommitsOn => _attempt.Storage.Durability == Durability.Fsync ? _store.SyncQueueOf(Directory) : Directory.Queue;

    public PartitionReceipt Receipt => _index.Receipt;

    public WriterProgress Inspect() => new(_index.Inspect(), _file.Length);

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

        _group.OnWritten();
        _frames.Append(segments);
        StoreWholeFrames();
    }

    public bool TryWaitForOthers(Action commit) => _dataSet.Commits.TryWait(_group, commit);

    public PartitionReceipt Commit()
    {
        // The bytes of the last frames may have been here before their headers were known.
        StoreWholeFrames();
        PartitionReceipt receipt = _index.Receipt;
        if (_nextFrame != receipt.FrameCount)
        {
            throw new InvalidOperationException($"{_attempt.Id}: {_nextFrame} of {receipt.FrameCount} frames are stored at the commit.");
        }

        _files.Flush();
        ContributionIndex index = new(_files.TakePieces(), _index.Build().Frames);
        if (_attempt.Storage.Durability == Durability.Fsync)
        {
            // Before the contribution's own file: what makes frames visible must not be more durable than they are.
            _files.Sync();
        }

        _files.RequireWhole();
        _file.Complete([], index, receipt);
        _attempt.Contribution!.Index = index;
        _store.Commit(_attempt, receipt, _file);
        _ended = true;
        _files.Close();
        return receipt;
    }

    public void Abort(string reason)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _dataSet.Commits.Leave(_group);
        _frames.Clear();
        bool gone = _file.Delete();
        if (gone)
        {
            _files.Discard();
        }

        _files.Close();
        _store.Forget(_attempt, reason, keepFiles: !gone);
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
        Span<byte> tag = stackalloc byte[ProducerTag.FrameLength];
        ProducerTag.Of(_attempt.Id).Write(_tagSeed, subpartition, tag);
        _files.Append(new ContributionPiece(subpartition, _nextFrame, frameCount, 0, 0), tag, CollectionsMarshal.AsSpan(_run), length);
    }
}
