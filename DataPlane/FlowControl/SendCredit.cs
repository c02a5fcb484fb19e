namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>
/// The sending end of flow control: how many bytes of frames the other side has room for. A mutable struct, guarded by its owner's lock.
/// </summary>
internal struct SendCredit
{
    // More than this was never granted by a receiver that counts right.
    private const long MaxCredit = 1L << 40;

    /// <summary>Bytes that may be sent.</summary>
    public long Available { get; private set; }

    /// <summary>Adds a grant.</summary>
    /// <returns>False if the sum is impossible: the other side counts wrong.</returns>
    public bool TryGrant(long bytes)
    {
        if (bytes < 0 || bytes > MaxCredit - Available)
        {
            return false;
        }

        Available += bytes;
        return true;
    }

    /// <summary>Uses credit for a frame.</summary>
    /// <returns>False if there is not enough: nothing is used.</returns>
    public bool TryConsume(long bytes)
    {
        if (bytes > Available)
        {
            return false;
        }

        Available -= bytes;
        return true;
    }
}
