using System.Buffers;
using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Decompressed bytes in an array of the shared pool. At most one for each buffer that the task holds at once: the gate decompresses when it is polled.
/// </summary>
internal sealed class PooledNetworkBuffer : NetworkBuffer
{
    private readonly int _length;
    private byte[]? _array;

    /// <param name="length">How many bytes; the content is undefined until it is written through <see cref="Destination"/>.</param>
    public PooledNetworkBuffer(int length)
    {
        _length = length;
        _array = ArrayPool<byte>.Shared.Rent(length);
    }

    /// <summary>Where the bytes are put.</summary>
    public Span<byte> Destination => _array.AsSpan(0, _length);

    public override ReadOnlyMemory<byte> Memory => _array?.AsMemory(0, _length) ?? throw new ObjectDisposedException(nameof(NetworkBuffer));

    public override void Dispose()
    {
        byte[] array = Interlocked.Exchange(
            ref _array, null) ?? throw new ObjectDisposedException(nameof(NetworkBuffer), "A network buffer was given back twice.");
        ArrayPool<byte>.Shared.Return(array);
    }
}
