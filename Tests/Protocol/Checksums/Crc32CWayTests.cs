using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.Protocol.Checksums;

public sealed class Crc32CWayTests
{
    private const int LongestBytes = 4096;
    private const int Alignments = 64;

    // Nothing about it is special: it stands for the bytes that were fed before.
    private const uint SomeRegister = 0x9ABCDEF1;

    [Theory]
    [MemberData(nameof(Crc32CWay.OfThisMachine), MemberType = typeof(Crc32CWay))]
    public void EveryLength_AtEveryAlignment_MatchesTheDefinition(Crc32CWay way)
    {
        byte[] content = RandomBytes(LongestBytes, seed: 1);
        uint[] expected = RegistersAfter(content);
        byte[] memory = GC.AllocateArray<byte>(LongestBytes + Alignments, pinned: true);
        for (int alignment = 0; alignment < Alignments; alignment++)
        {
            content.CopyTo(memory.AsSpan(alignment));
            for (int length = way.ShortestBytes; length <= LongestBytes; length++)
            {
                uint register = way.Append(SomeRegister, memory.AsSpan(alignment, length));
                Assert.True(expected[length] == register, $"{length} bytes at {alignment}: {register:X8}, not {expected[length]:X8}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Crc32CWay.OfThisMachine), MemberType = typeof(Crc32CWay))]
    public void EverySingleBit_Counts(Crc32CWay way)
    {
        byte[] bytes = new byte[LongestBytes];
        HashSet<uint> registers = [way.Append(SomeRegister, bytes)];
        for (int bit = 0; bit < LongestBytes * 8; bit++)
        {
            bytes[bit / 8] = (byte)(1 << (bit % 8));
            Assert.True(registers.Add(way.Append(SomeRegister, bytes)), $"Bit {bit} makes no difference of its own.");
            bytes[bit / 8] = 0;
        }
    }

    [Theory]
    [MemberData(nameof(Crc32CWay.OfThisMachine), MemberType = typeof(Crc32CWay))]
    public void LongBytes_MatchTheDefinition(Crc32CWay way)
    {
        byte[] bytes = RandomBytes(100_001, seed: 6);
        uint[] expected = RegistersAfter(bytes);
        for (int length = bytes.Length; length > 10_000; length -= 997)
        {
            Assert.Equal(expected[length], way.Append(SomeRegister, bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LongBytes_CutAnywhere_MatchTheDefinition(int seed)
    {
        Random random = new(seed);
        byte[] bytes = RandomBytes(100_000 + random.Next(100_000), seed);
        Crc32C pieces = default;
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(bytes.Length - at, random.Next(1 << random.Next(1, 16)));
            pieces.Append(bytes.AsSpan(at, length));
            at += length;
        }

        Assert.Equal(SlowCrc32C.Of(bytes), pieces.Value);
        Assert.Equal(SlowCrc32C.Of(bytes), Crc32C.Of(bytes));
    }

    [Fact]
    public void PiecesOfFuzzedSizes_MatchTheDefinition()
    {
        byte[] bytes = RandomBytes(20_000, seed: 4);
        Crc32C pieces = default;
        foreach (ReadOnlyMemory<byte> piece in RandomCuts.Of(bytes, new Random(5)))
        {
            pieces.Append(piece.Span);
        }

        Assert.Equal(SlowCrc32C.Of(bytes), pieces.Value);
    }

    private static byte[] RandomBytes(int count, int seed)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // Bit by bit: the register after the first n bytes, for every n.
    private static uint[] RegistersAfter(byte[] bytes)
    {
        uint[] registers = new uint[bytes.Length + 1];
        registers[0] = SomeRegister;
        for (int i = 0; i < bytes.Length; i++)
        {
            registers[i + 1] = SlowCrc32C.Step(registers[i], bytes[i]);
        }

        return registers;
    }
}
