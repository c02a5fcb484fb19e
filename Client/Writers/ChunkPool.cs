using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// The memory of one writer: ledger buffers, rented as they are first needed and kept until the end, each cut into chunks of one size. The task takes chunks;
/// the send loop gives them back when they are sent. Disposed by the
/// writer when every chunk is back.
/// </summary>
internal sealed class ChunkPool : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Stack<Chunk> _free = new();
    private readonly List<LedgerBuffer> _buffers = [];
    private readonly LedgerAccount _account;
    private readonly int _chunkBytes;
    private TaskCompletionSource? _returned;
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

    /// <summary>Payload that fits one chunk.</summary>
    public int PayloadBytes => _chunkBytes - Protocol.Frames.FrameHeader.Length;

    /// <summary>Takes a chunk.</summary>
    /// <returns>Null if all are in use.</returns>
    public Chunk? TryTake()
    {
        lock (_lock)
        {
            if (_free.Count == 0 && _buffers.Count < _account.Quota)
            {
                AddBuffer();
            }

            if (!_free.TryPop(out Chunk? chunk))
            {
                return null;
            }

            _inUse++;
            return chunk;
        }
    }

    /// <summary>Gives a chunk back. From any thread.</summary>
    public void Return(Chunk chunk)
    {
        TaskCompletionSource? returned;
        lock (_lock)
        {
            chunk.Clear();
            _free.Push(chunk);
            _inUse--;
            returned = _returned;
            _returned = null;
        }

        returned?.TrySetResult();
    }

    /// <summary>Completes when a chunk has come back since, or at once if one is free.</summary>
    public Task WhenReturned()
    {
        lock (_lock)
        {
            if (_free.Count > 0)
            {
                return Task.CompletedTask;
            }

            _returned ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _returned.Task;
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
            _free.Clear();
        }

        _account.Close();
    }

    private void AddBuffer()
    {
        LedgerBuffer buffer = _account.Rent();
        _buffers.Add(buffer);
        for (int offset = buffer.Length - _chunkBytes; offset >= 0; offset -= _chunkBytes)
        {
            _free.Push(new Chunk(buffer, offset, _chunkBytes));
        }
    }
}
