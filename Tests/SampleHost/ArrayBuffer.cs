using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Tests.SampleHost;

/// <summary>A buffer of its own array. Used after or disposed twice, it throws.</summary>
internal sealed class ArrayBuffer(byte[] bytes) : NetworkBuffer
{
    private byte[]? _bytes = bytes;

    public override ReadOnlyMemory<byte> Memory => _bytes ?? throw new ObjectDisposedException(nameof(ArrayBuffer));

    public override void Dispose()
    {
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        Array.Clear(_bytes);
        _bytes = null;
    }
}
