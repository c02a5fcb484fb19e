namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Holds the bytes behind a <see cref="NetworkBuffer"/>. It may serve one buffer after the other: each use has a number of its own, so that a buffer that was
/// given back is told from the one that has its place now. Thread-safe.
/// </summary>
public interface INetworkBufferOwner
{
    /// <summary>The bytes of this use.</summary>
    /// <exception cref="ObjectDisposedException">They were given back.</exception>
    ReadOnlyMemory<byte> MemoryOf(int use);

    /// <summary>Ends this use.</summary>
    /// <exception cref="ObjectDisposedException">It has ended already.</exception>
    void Release(int use);
}
