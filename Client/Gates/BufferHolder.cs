using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// What stands behind a polled buffer. It is used again for others, one after the other; each use has its number, so a buffer that is given back twice, or used
/// afterwards, is found out even if its holder serves another one by then.
/// </summary>
internal abstract class BufferHolder : INetworkBufferOwner
{
    private int _use;

    /// <summary>The buffer of the present use.</summary>
    public NetworkBuffer Buffer => new(this, _use);

    /// <summary>The bytes of the present use.</summary>
    protected abstract ReadOnlyMemory<byte> Memory { get; }

    public ReadOnlyMemory<byte> MemoryOf(int use) => Volatile.Read(ref _use) == use ? Memory : throw new ObjectDisposedException(nameof(NetworkBuffer));

    public void Release(int use)
    {
        if (Interlocked.CompareExchange(ref _use, use + 1, use) != use)
        {
            throw new ObjectDisposedException(nameof(NetworkBuffer), "A network buffer was given back twice.");
        }

        ReleaseMemory();
    }

    /// <summary>The use has ended: lets the bytes go, then the holder may be used again. From any thread.</summary>
    protected abstract void ReleaseMemory();
}
