using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// The memory of one writer: ledger buffers, rented as they are first needed and kept until the end, each cut into chunks of one size. The task takes chunks;
/// the send loop gives them back when they are sent. The chunk that came back last is taken first: its memory is the warmest. Disposed by the
/// writer when every chunk is back.
/// </summary>
internal sealed class ChunkPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<LedgerBuffer> _buffers = [];
    private readonly LedgerAccount _account;
    private readonly Wait _returned = new();
    private readonly int _chunkBytes;
    private Chunk? _free;
    private int _inUse;

    /// <param name="account">Its quota is the memory; closed with the pool.</param>
    /// <param name="chunkBytes">Size of a chunk, headers included; divides the buffer's size.</param>
    public ChunkPool(LedgerAccount account, int chunkBytes)
    {
        _account = account;
        _chunkBytes = chunkBytes;
        Capacity = account.Quota * (account.BufferBytes / chunkBytes);
    }

    /// <summary>How many chunks there can be.</summary>
    public int Capacity { get; }

    /// <summary>Size of a chunk.</summary>
    public int ChunkBytes => _chunkBytes;

    /// <summary>Payload that fits one chunk.</summary>
    public int PayloadBytes => _chunkBytes - Protocol.Frames.FrameHeader.Length;

    /// <summary>Takes a chunk.</summary>
    /// <returns>Null if all are in use.</returns>
    public Chunk? TryTake()
    {
        lock (_lock)
        {
            if (_free is null && _buffers.Count < _account.Quota)
            {
                AddBuffer();
            }

            Chunk? chunk = _free;
            if (chunk is not null)
            {
                _free = chunk.Next;
                chunk.Next = null;
                _inUse++;
            }

            return chunk;
        }
    }

    /// <summary>Gives a chunk back, and those that are linked behind it. From any thread.</summary>
    public void Return(Chunk first)
    {
        lock (_lock)
        {
            for (Chunk? chunk = first; chunk is not null;)
            {
                Chunk? next = chunk.Next;
                chunk.Clear();
                chunk.Next = _free;
                _free = chunk;
                _inUse--;
                chunk = next;
            }
        }

        _returned.End();
    }

    /// <summary>Completes when a chunk has come back since, or at once if one is free. For the task: one waits at a time.</summary>
    public ValueTask WhenReturnedAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _free is not null ? default : _returned.BeginAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_inUse > 0)
            {
                throw new InvalidOperationException($"{_inUse} chunks are still in use while the pool is disposed.");
            }

            _buffers.ForEach(buffer => buffer.Release());
            _buffers.Clear();
            _free = null;
        }

        _account.Close();
    }

    private void AddBuffer()
    {
        LedgerBuffer buffer = _account.Rent();
        _buffers.Add(buffer);
        for (int offset = buffer.Length - _chunkBytes; offset >= 0; offset -= _chunkBytes)
        {
            _free = new Chunk(buffer, offset, _chunkBytes) { Next = _free };
        }
    }
}
