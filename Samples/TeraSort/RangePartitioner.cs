namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>Cuts the key space into equal ranges, one for each reducer. Keys are spread evenly, so no sampling is needed; equal keys stay together.</summary>
internal static class RangePartitioner
{
    /// <param name="keyPrefix">The first 8 bytes of the key as a big-endian number.</param>
    /// <param name="count">How many ranges.</param>
    /// <returns>floor(prefix * count / 2^64): grows with the key.</returns>
    public static int Of(ulong keyPrefix, int count) => (int)Math.BigMul(keyPrefix, (ulong)count, out _);
}
