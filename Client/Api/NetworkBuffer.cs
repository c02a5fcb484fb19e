namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Received bytes in memory of the gate's pool. Owned by whoever polled it, until <see cref="Dispose"/>; the memory must not be touched afterwards. A value: its
/// copies are the same buffer, and polling allocates nothing.
/// </summary>
public readonly struct NetworkBuffer : IDisposable, IEquatable<NetworkBuffer>
{
    private readonly INetworkBufferOwner _owner;
    private readonly int _use;

    /// <summary>Makes a buffer.</summary>
    /// <param name="owner">Holds the bytes.</param>
    /// <param name="use">Which use of the owner this is.</param>
    public NetworkBuffer(INetworkBufferOwner owner, int use)
    {
        ArgumentNullException.ThrowIfNull(owner);
        _owner = owner;
        _use = use;
    }

    /// <summary>The bytes, decompressed and verified.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public ReadOnlyMemory<byte> Memory => _owner.MemoryOf(_use);

    /// <summary>Whether both are the same buffer.</summary>
    public static bool operator ==(NetworkBuffer left, NetworkBuffer right) => left.Equals(right);

    /// <summary>Whether they are different buffers.</summary>
    public static bool operator !=(NetworkBuffer left, NetworkBuffer right) => !left.Equals(right);

    /// <summary>Gives the memory back. A second call, through any copy, is a bug and throws.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back before.</exception>
    public void Dispose() => _owner.Release(_use);

    /// <inheritdoc/>
    public bool Equals(NetworkBuffer other) => ReferenceEquals(_owner, other._owner) && _use == other._use;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NetworkBuffer other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _use);
}
