using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Tests.Protocol.Checksums;

/// <summary>One way to compute CRC-32C, apart from the others.</summary>
public sealed record Crc32CWay(string Name, int ShortestBytes, Crc32CWay.Step Append)
{
    /// <summary>Feeds a register.</summary>
    public delegate uint Step(uint register, ReadOnlySpan<byte> bytes);

    /// <summary>The ways that this processor has.</summary>
    public static TheoryData<Crc32CWay> OfThisMachine
    {
        get
        {
            (bool IsSupported, Crc32CWay Way)[] ways =
            [
                (true, new Crc32CWay("words", 0, Crc32CWords.Append)),
                (Crc32CStreams.IsSupported, new Crc32CWay("three streams", 0, Crc32CStreams.Append)),
                (Crc32CFolding.IsSupported, new Crc32CWay("folding, 128 bits", 64, Crc32CFolding.Append128)),
                (Crc32CFolding256.IsSupported, new Crc32CWay("folding, 256 bits", 128, Crc32CFolding256.Append)),
                (Crc32CFolding512.IsSupported, new Crc32CWay("folding, 512 bits", 256, Crc32CFolding512.Append)),
                (Crc32CFolding.IsSupported, new Crc32CWay("folding, the widest", Crc32CFolding.ShortestBytes, Crc32CFolding.Append)),
            ];
            return new TheoryData<Crc32CWay>(ways.Where(way => way.IsSupported).Select(way => way.Way));
        }
    }

    public override string ToString() => Name;
}
