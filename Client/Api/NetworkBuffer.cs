namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Received bytes in memory of the gate's pool. Owned by whoever polled it, until <see cref="Dispose"/>; the memory must not be touched afterwards.
/// </summary>
public abstract class NetworkBuffer : IDisposable
{
    /// <summary>The bytes, decompressed and verified.</summary>
    public abstract ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Gives the memory back. A second call is a bug and throws.</summary>
    public abstract void Dispose();
}
