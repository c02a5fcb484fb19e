namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The versions of the data-plane protocol this build speaks.</summary>
public static class ProtocolVersion
{
    /// <summary>The oldest.</summary>
    public const ushort Min = 1;

    /// <summary>The newest.</summary>
    public const ushort Max = 1;

    /// <summary>The newest version common to this build and a peer that speaks <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <returns>False if there is none.</returns>
    public static bool TryNegotiate(ushort min, ushort max, out ushort version)
    {
        version = Math.Min(Max, max);
        return min <= max && version >= Math.Max(Min, min);
    }
}
