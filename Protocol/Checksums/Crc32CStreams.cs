using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Arm = System.Runtime.Intrinsics.Arm;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// CRC-32C by the processor's instruction in three streams at once. The instruction takes three cycles but a new one can start in each, so three neighbouring
/// lanes of a block take turns, each with a register of its own. A block's registers are joined by the rule of <see cref="CastagnoliPolynomial"/>: what comes
/// before n bytes counts times x^(8n). Joining costs about as much as 600 bytes, so blocks are long.
/// </summary>
internal static class Crc32CStreams
{
    /// <summary>Below this no whole block fits.</summary>
    public const int ShortestBytes = 3 * ShortLaneBytes;

    // 1 KiB and 4 KiB: joining costs a third and a tenth of the work.
    private const int ShortLaneBytes = 1024;
    private const int LongLaneBytes = 4096;

    // x^(8 n) modulo P, where n is the length of one lane and of two.
    private const uint PastOneShortLane = 0xE4172B16;
    private const uint PastTwoShortLanes = 0x0D65762A;
    private const uint PastOneLongLane = 0x35D73A62;
    private const uint PastTwoLongLanes = 0x28461564;

    /// <summary>Whether the instruction is there; without it streams gain nothing.</summary>
    public static bool IsSupported => BitConverter.IsLittleEndian && (Sse42.X64.IsSupported || Arm.Crc32.Arm64.IsSupported);

    /// <summary>Feeds a register with bytes.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= 3 * LongLaneBytes)
        {
            register = AppendBlock(register, bytes, LongLaneBytes, PastOneLongLane, PastTwoLongLanes);
            bytes = bytes[(3 * LongLaneBytes)..];
        }

        while (bytes.Length >= 3 * ShortLaneBytes)
        {
            register = AppendBlock(register, bytes, ShortLaneBytes, PastOneShortLane, PastTwoShortLanes);
            bytes = bytes[(3 * ShortLaneBytes)..];
        }

        return Crc32CWords.Append(register, bytes);
    }

    private static uint AppendBlock(uint register, ReadOnlySpan<byte> bytes, int laneBytes, uint pastOneLane, uint pastTwoLanes)
    {
        ReadOnlySpan<ulong> first = MemoryMarshal.Cast<byte, ulong>(bytes[..laneBytes]);
        ReadOnlySpan<ulong> second = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(laneBytes, laneBytes))[..first.Length];
        ReadOnlySpan<ulong> third = MemoryMarshal.Cast<byte, ulong>(bytes.Slice(2 * laneBytes, laneBytes))[..first.Length];
        uint registerOfSecond = 0;
        uint registerOfThird = 0;
        for (int i = 0; i < first.Length; i++)
        {
            register = BitOperations.Crc32C(register, first[i]);
            registerOfSecond = BitOperations.Crc32C(registerOfSecond, second[i]);
            registerOfThird = BitOperations.Crc32C(registerOfThird, third[i]);
        }

        return CastagnoliPolynomial.Multiply(register, pastTwoLanes) ^ CastagnoliPolynomial.Multiply(registerOfSecond, pastOneLane) ^ registerOfThird;
    }
}
