namespace ShuffleOrleans.Samples.WordCount;

/// <summary>A checksum over all (word, count) pairs that does not depend on their order: the sum of an FNV-1a hash over word and count of each.</summary>
internal static class CountChecksum
{
    private const ulong Basis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    public static ulong Of(ReadOnlySpan<byte> word, long count)
    {
        ulong hash = Basis;
        foreach (byte b in word)
        {
            hash = (hash ^ b) * Prime;
        }

        for (int shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ (byte)(count >> shift)) * Prime;
        }

        return hash;
    }
}
