using System.Buffers;
using System.Diagnostics;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Decompressed bytes in an array of the shared pool. At most one for each buffer that the task holds at once: the gate decompresses when it is polled.
/// </summary>
internal sealed class PooledNetworkBuffer : BufferHolder
{
    private readonly HolderPool<PooledNetworkBuffer> _home;
    private byte[]? _array;
    private int _length;

    /// <param name="home">Where it goes when it is given back.</param>
    public PooledNetworkBuffer(HolderPool<PooledNetworkBuffer> home) => _home = home;

    /// <summary>Where the bytes are put.</summary>
    public Span<byte> Destination => _array.AsSpan(0, _length);

    protected override ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _length);

    /// <summary>Begins a use.</summary>
    /// <param name="length">How many bytes; the content is undefined until it is written through <see cref="Destination"/>.</param>
    public PooledNetworkBuffer Hold(int length)
    {
        Debug.Assert(_array is null, "A holder in use was used again.");
        _length = length;
        _array = ArrayPool<byte>.Shared.Rent(length);
        return this;
    }

    protected override void ReleaseMemory()
    {
        byte[] array = _array!;
        _array = null;
        _home.Return(this);
        ArrayPool<byte>.Shared.Return(array);
    }
}
