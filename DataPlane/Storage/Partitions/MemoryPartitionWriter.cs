using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.InMemory;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>
/// A map partition attempt that is kept in memory as long as memory lasts. States:
/// <code>
/// kept    what was written lies in memory, no file exists.      Commit: a kept partition. Abort: the memory is free.
///   |     memory refuses more (the kept part is at its limit, nothing floats, others wait, the worker stops),
///   |     or the spiller chose it because others need memory: all of it goes to the partial file
/// filed   an ordinary writer of a file, which it asks for everything.
/// </code>
/// In both states the buffers that came from the channel's window are off the channel's account when <see cref="Write"/> returns: what is kept was copied, or
/// has changed its account. So a channel's credit never depends on memory that is kept. The flusher calls; the spiller comes in between, so the state is
/// guarded by a gate that is held while the disk works.
/// </summary>
internal sealed class MemoryPartitionWriter : IPartitionWriter, ISpillable
{
    private readonly Lock _gate = new();
    private readonly PartitionStore _store;
    private readonly Spiller _spiller;
    private readonly StoredAttempt _attempt;
    private readonly PartitionWriter _file;
    private KeptBytes? _kept;

    public MemoryPartitionWriter(PartitionStore store, Spiller spiller, StoredAttempt attempt)
    {
        _store = store;
        _spiller = spiller;
        _attempt = attempt;
        _file = new PartitionWriter(store, attempt);
        _kept = new KeptBytes(spiller.Memory, PartitionFileHeader.Length);
        Place = new LinkedListNode<ISpillable>(this);
    }

    public DataDirectory Directory => _attempt.Directory;

    public DiskQueue WritesOn => Volatile.Read(ref _kept) is null ? Directory.Queue : _spiller.Queue;

    public DiskQueue CommitsOn => WritesOn;

    public LinkedListNode<ISpillable> Place { get; }

    public PartitionReceipt Receipt => _file.Receipt;

    public WriterProgress Inspect() => _file.Inspect();

    public void OnRevoked(Action revoked) => _attempt.OnRevoked(revoked);

    public ShuffleErrorCode Check(in FrameHeader header) => _file.Check(header);

    public void Add(in FrameHeader header) => _file.Add(header);

    public void Write(ReadOnlySpan<BufferSegment> segments)
    {
        lock (_gate)
        {
            if (_attempt.IsRevoked)
            {
                throw PartitionStore.Overtaken(_attempt.Id);
            }

            if (_kept is null)
            {
                _file.Write(segments);
                return;
            }

            _spiller.Add(this);
            Keep(_kept, segments);
        }
    }

    public PartitionReceipt Commit()
    {
        lock (_gate)
        {
            if (_kept is null)
            {
                return _file.Commit();
            }

            PartitionReceipt receipt = _file.Receipt;
            _spiller.TryRemove(this);
            _store.Commit(_attempt, receipt, new KeptPartition(_store, _attempt, _file.BuildIndex(), _kept));
            _kept = null;
            return receipt;
        }
    }

    public void Abort(string reason)
    {
        lock (_gate)
        {
            _spiller.TryRemove(this);
            _kept?.Release();
            _kept = null;
            _file.Abort(reason);
        }
    }

    public void Spill()
    {
        lock (_gate)
        {
            if (_kept is not null)
            {
                MoveToFile(_kept);
            }
        }
    }

    public void OnSpillFailed()
    {
        // It goes on in memory.
    }

    private void Keep(KeptBytes kept, ReadOnlySpan<BufferSegment> segments)
    {
        for (int i = 0; i < segments.Length; i++)
        {
            int bytes = kept.Append(segments[i]);
            if (bytes < segments[i].Length)
            {
                MoveToFile(kept);
                _file.Write([segments[i] with { Offset = segments[i].Offset + bytes, Length = segments[i].Length - bytes }]);
                if (i + 1 < segments.Length)
                {
                    _file.Write(segments[(i + 1)..]);
                }

                return;
            }
        }
    }

    private void MoveToFile(KeptBytes kept)
    {
        try
        {
            if (kept.Segments.Length > 0)
            {
                _file.Write(kept.Segments);
            }
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            _file.StartOver();
            throw;
        }

        _spiller.TryRemove(this);
        Volatile.Write(ref _kept, null);
        kept.Release();
    }
}
