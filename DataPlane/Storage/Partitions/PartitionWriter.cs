using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>A map partition attempt that is written to a file. The commit is durable as far as its job wants it.</summary>
internal sealed class PartitionWriter : IPartitionWriter
{
    private readonly PartitionStore _store;
    private readonly StoredAttempt _attempt;
    private readonly RegionIndexBuilder _index;
    private readonly PartitionFile _file;
    private bool _isComplete;
    private bool _ended;

    public PartitionWriter(PartitionStore store, StoredAttempt attempt)
    {
        _store = store;
        _attempt = attempt;
        _index = new RegionIndexBuilder(attempt.SubpartitionCount, store.Options.MaxRegionsPerPartition, store.Options.MaxFramesPerPartition);
        _file = new PartitionFile(attempt);
    }

    public DataDirectory Directory => _attempt.Directory;

    public DiskQueue CommitsOn => _attempt.Storage.Durability == Durability.Fsync ? _store.SyncQueueOf(Directory) : Directory.Queue;

    public PartitionReceipt Receipt => _index.Receipt;

    public WriterProgress Inspect() => new(_index.Inspect(), _file.Length);

    public void OnRevoked(Action revoked) => _attempt.OnRevoked(revoked);

    public ShuffleErrorCode Check(in FrameHeader header) => _index.Check(header);

    public void Add(in FrameHeader header) => _index.Add(header);

    public void Write(ReadOnlySpan<BufferSegment> segments)
    {
        RequireValid();
        _file.Write(segments);
    }

    public void WriteLast(ReadOnlySpan<BufferSegment> segments)
    {
        RequireValid();
        if (_isComplete && segments.IsEmpty)
        {
            return;
        }

        if (CommitsOn == Directory.Queue)
        {
            Complete(segments);
        }
        else
        {
            // To complete it waits for the disk, on threads of its own.
            _file.Write(segments);
        }
    }

    public PartitionReceipt Commit()
    {
        PartitionReceipt receipt = _index.Receipt;
        if (!_isComplete)
        {
            Complete([]);
        }

        _store.Commit(_attempt, receipt, _file);
        _ended = true;
        return receipt;
    }

    public void Abort(string reason)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _file.Delete();
        _store.Forget(_attempt, reason);
    }

    /// <summary>The index of what was added: for a partition that is committed without a file. After the last frame.</summary>
    public RegionIndex BuildIndex() => _index.Build();

    private void RequireValid()
    {
        if (_attempt.IsRevoked)
        {
            throw PartitionStore.Overtaken(_attempt.Id);
        }
    }

    private void Complete(ReadOnlySpan<BufferSegment> last)
    {
        _file.Complete(last, _index.Build(), _index.Receipt);
        _isComplete = true;
    }

    /// <summary>Deletes the file as if nothing had been written to it yet.</summary>
    public void StartOver() => _file.Delete();
}
