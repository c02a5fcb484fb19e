using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Tests.SampleHost;

/// <summary>A buffer of its own array. Used after or disposed twice, it throws.</summary>
internal sealed class ArrayBuffer(byte[] bytes) : INetworkBufferOwner
{
    private byte[]? _bytes = bytes;

    public ReadOnlyMemory<byte> MemoryOf(int use) => _bytes ?? throw new ObjectDisposedException(nameof(ArrayBuffer));

    public void Release(int use)
    {
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        Array.Clear(_bytes);
        _bytes = null;
    }
}
