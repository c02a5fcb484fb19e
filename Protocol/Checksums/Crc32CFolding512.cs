using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>The loop of <see cref="Crc32CFolding"/> with 512-bit vectors (VPCLMULQDQ), four blocks each.</summary>
internal static class Crc32CFolding512
{
    private const int VectorBytes = 64;

    /// <summary>Whether the processor has them.</summary>
    public static bool IsSupported => Crc32CFolding.IsSupported && Vector512.IsHardwareAccelerated && Pclmulqdq.V512.IsSupported;

    /// <summary>Feeds a register with at least four vectors.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
    {
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        nuint length = (nuint)bytes.Length;
        Vector512<ulong> four = Vector512.Create(FoldingFactors.By2048);
        Vector512<ulong> first = Load(ref at, 0) ^ Vector512.CreateScalar((ulong)register);
        Vector512<ulong> second = Load(ref at, VectorBytes);
        Vector512<ulong> third = Load(ref at, 2 * VectorBytes);
        Vector512<ulong> fourth = Load(ref at, 3 * VectorBytes);
        nuint offset = 4 * VectorBytes;
        for (; offset + (4 * VectorBytes) <= length; offset += 4 * VectorBytes)
        {
            first = Fold(first, four, Load(ref at, offset));
            second = Fold(second, four, Load(ref at, offset + VectorBytes));
            third = Fold(third, four, Load(ref at, offset + (2 * VectorBytes)));
            fourth = Fold(fourth, four, Load(ref at, offset + (3 * VectorBytes)));
        }

        Vector512<ulong> one = Vector512.Create(FoldingFactors.By512);
        Vector512<ulong> last = Fold(Fold(Fold(first, one, second), one, third), one, fourth);
        for (; offset + VectorBytes <= length; offset += VectorBytes)
        {
            last = Fold(last, one, Load(ref at, offset));
        }

        return Crc32CFolding.Finish(Join(last), bytes[(int)offset..]);
    }

    private static Vector512<ulong> Load(ref byte at, nuint offset) => Vector512.LoadUnsafe(ref at, offset).AsUInt64();

    private static Vector512<ulong> Fold(Vector512<ulong> vector, Vector512<ulong> factors, Vector512<ulong> next) => Multiply(vector, factors) ^ next;

    private static Vector512<ulong> Multiply(Vector512<ulong> vector, Vector512<ulong> factors)
        => Pclmulqdq.V512.CarrylessMultiply(vector, factors, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(vector, factors, 0x11);

    // Each block is folded to the place of the last.
    private static Vector128<ulong> Join(Vector512<ulong> vector)
    {
        Vector256<ulong> early = Vector256.Create(FoldingFactors.By384, FoldingFactors.By256);
        Vector256<ulong> late = Vector256.Create(FoldingFactors.By128, Vector128<ulong>.Zero);
        Vector512<ulong> moved = Multiply(vector, Vector512.Create(early, late));
        Vector256<ulong> half = moved.GetLower() ^ moved.GetUpper();
        return half.GetLower() ^ half.GetUpper() ^ vector.GetUpper().GetUpper();
    }
}
