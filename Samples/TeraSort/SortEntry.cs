namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>
/// A record in the sort: its whole key and where it lies, in 16 bytes, so that comparing touches no record. The low word is the last 2 bytes of the
/// key, then 48 bits of location; the location also makes the order of
/// equal keys the order of arrival.
/// </summary>
/// <param name="KeyPrefix">The first 8 bytes of the key as a big-endian number.</param>
/// <param name="KeyTailAndLocation">The last 2 bytes of the key in the high 16 bits, the location below.</param>
internal readonly record struct SortEntry(ulong KeyPrefix, ulong KeyTailAndLocation) : IComparable<SortEntry>
{
    private const int LocationBits = 48;
    private const ulong LocationMask = (1UL << LocationBits) - 1;

    public ulong Location => KeyTailAndLocation & LocationMask;

    public static SortEntry Of(ulong keyPrefix, ushort keyTail, ulong location) => new(keyPrefix, ((ulong)keyTail << LocationBits) | location);

    public int CompareTo(SortEntry other)
    {
        if (KeyPrefix != other.KeyPrefix)
        {
            return KeyPrefix < other.KeyPrefix ? -1 : 1;
        }

        return KeyTailAndLocation.CompareTo(other.KeyTailAndLocation);
    }
}
