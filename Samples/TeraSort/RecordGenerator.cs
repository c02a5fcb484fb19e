using System.Buffers.Binary;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>
/// Makes record number n from the seed alone, so that any slice can be generated anywhere, as often as needed. Words come from SplitMix64 (Steele,
/// Lea, Flood 2014). The filler repeats one word, so it compresses well, as
/// TeraGen's does.
/// </summary>
internal sealed class RecordGenerator(TeraSortParameters parameters)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;
    private const ulong EqualPrefix = 0x7F7F7F7F7F7F7F7F;
    private const ushort EqualTail = 0x7F7F;

    private readonly ulong _seed = Mix((ulong)parameters.Seed);
    private readonly bool _allEqual = parameters.Keys == KeyKind.AllEqual;

    /// <summary>Writes the record of a number.</summary>
    /// <param name="number">The number, from 0.</param>
    /// <param name="record">Filled whole; its length is the record's.</param>
    /// <returns>The first 8 bytes of the key as a big-endian number, by which it is partitioned.</returns>
    public ulong Generate(long number, Span<byte> record)
    {
        ulong first = Mix(_seed + ((ulong)number * GoldenGamma));
        ulong second = Mix(first);
        ulong prefix = _allEqual ? EqualPrefix : first;
        BinaryPrimitives.WriteUInt64BigEndian(record, prefix);
        BinaryPrimitives.WriteUInt16BigEndian(record[sizeof(ulong)..], _allEqual ? EqualTail : (ushort)second);
        BinaryPrimitives.WriteInt64LittleEndian(record[TeraRecord.KeyBytes..], number);
        Fill(record[(TeraRecord.KeyBytes + TeraRecord.NumberBytes)..], second);
        return prefix;
    }

    private static void Fill(Span<byte> filler, ulong word)
    {
        while (filler.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(filler, word);
            filler = filler[sizeof(ulong)..];
        }

        for (int i = 0; i < filler.Length; i++)
        {
            filler[i] = (byte)(word >> (8 * i));
        }
    }

    private static ulong Mix(ulong value)
    {
        value += GoldenGamma;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
