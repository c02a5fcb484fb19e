using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>The loop of <see cref="Crc32CFolding"/> with 256-bit vectors (VPCLMULQDQ), two blocks each. The same shape as the 512-bit one: the instructions are
/// methods of each width's own type, and a generic over both would not be compiled to them alone.</summary>
internal static class Crc32CFolding256
{
    private const int VectorBytes = 32;

    /// <summary>Whether the processor has them.</summary>
    public static bool IsSupported => Crc32CFolding.IsSupported && Vector256.IsHardwareAccelerated && Pclmulqdq.V256.IsSupported;

    /// <summary>Feeds a register with at least four vectors.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        nuint length = (nuint)bytes.Length;
        Vector256<ulong> four = Vector256.Create(FoldingFactors.By1024);
        Vector256<ulong> first = Load(ref at, 0) ^ Vector256.CreateScalar((ulong)register);
        Vector256<ulong> second = Load(ref at, VectorBytes);
        Vector256<ulong> third = Load(ref at, 2 * VectorBytes);
        Vector256<ulong> fourth = Load(ref at, 3 * VectorBytes);
        nuint offset = 4 * VectorBytes;
        for (; offset + (4 * VectorBytes) <= length; offset += 4 * VectorBytes)
        {
            first = Fold(first, four, Load(ref at, offset));
            second = Fold(second, four, Load(ref at, offset + VectorBytes));
            third = Fold(third, four, Load(ref at, offset + (2 * VectorBytes)));
            fourth = Fold(fourth, four, Load(ref at, offset + (3 * VectorBytes)));
        }

        Vector256<ulong> one = Vector256.Create(FoldingFactors.By256);
        Vector256<ulong> last = Fold(Fold(Fold(first, one, second), one, third), one, fourth);
        for (; offset + VectorBytes <= length; offset += VectorBytes)
        {
            last = Fold(last, one, Load(ref at, offset));
        }

        return Crc32CFolding.Finish(Join(last), bytes[(int)offset..]);
    }

    private static Vector256<ulong> Load(ref byte at, nuint offset) => Vector256.LoadUnsafe(ref at, offset).AsUInt64();

    private static Vector256<ulong> Fold(Vector256<ulong> vector, Vector256<ulong> factors, Vector256<ulong> next) => Multiply(vector, factors) ^ next;

    private static Vector256<ulong> Multiply(Vector256<ulong> vector, Vector256<ulong> factors)
        => Pclmulqdq.V256.CarrylessMultiply(vector, factors, 0x00) ^ Pclmulqdq.V256.CarrylessMultiply(vector, factors, 0x11);

    // Each block is folded to the place of the last.
    private static Vector128<ulong> Join(Vector256<ulong> vector)
        => Multiply(vector, Vector256.Create(FoldingFactors.By128, Vector128<ulong>.Zero)).GetLower() ^ vector.GetUpper();
}
