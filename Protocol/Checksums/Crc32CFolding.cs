using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// CRC-32C by folding, after V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ Instruction" (Intel, 2009).
/// <para>
/// A checksum is a message's remainder modulo P, so any part of the message may be replaced by another with the same remainder. Folding does that: a block of
/// 128 bits is multiplied with x^n modulo P (two carry-less products, <see cref="FoldingFactors"/>) and added to the block n bits behind it, from where it is
/// folded on. Four blocks of one vector each are under way at once, since a product takes several cycles and a new one can start in each. What is left in the end
/// is one block of 128 bits with the remainder of all before it; the checksum instruction divides it.
/// </para>
/// <para>This type has the 128-bit vectors and the common end; <see cref="Crc32CFolding256"/> and <see cref="Crc32CFolding512"/> have the wide loops.</para>
/// </summary>
internal static class Crc32CFolding
{
    /// <summary>Below this the plain instruction is as fast.</summary>
    public const int ShortestBytes = 128;

    // Four of the widest vectors: what a wide loop starts with.
    private const int ShortestWideBytes = 256;
    private const int BlockBytes = 16;

    /// <summary>Whether the processor multiplies without carry and has the checksum instruction.</summary>
    public static bool IsSupported => Pclmulqdq.IsSupported && Sse42.X64.IsSupported;

    /// <summary>Feeds a register with at least <see cref="ShortestBytes"/>, by the widest vectors there are.</summary>
    public static uint Append(uint register, ReadOnlySpan<byte> bytes)
        => bytes.Length < ShortestWideBytes ? Append128(register, bytes)
            : Crc32CFolding512.IsSupported ? Crc32CFolding512.Append(register, bytes)
            : Crc32CFolding256.IsSupported ? Crc32CFolding256.Append(register, bytes)
            : Append128(register, bytes);

    /// <summary>Feeds a register with at least 64 bytes, by 128-bit vectors.</summary>
    public static uint Append128(uint register, ReadOnlySpan<byte> bytes)
    {
        ref byte at = ref MemoryMarshal.GetReference(bytes);
        nuint length = (nuint)bytes.Length;
        // What came before is added to the first bits, as the instruction does with every word.
        Vector128<ulong> first = Load(ref at, 0) ^ Vector128.CreateScalar((ulong)register);
        Vector128<ulong> second = Load(ref at, 16);
        Vector128<ulong> third = Load(ref at, 32);
        Vector128<ulong> fourth = Load(ref at, 48);
        nuint offset = 64;
        for (; offset + 64 <= length; offset += 64)
        {
            first = Fold(first, FoldingFactors.By512, Load(ref at, offset));
            second = Fold(second, FoldingFactors.By512, Load(ref at, offset + 16));
            third = Fold(third, FoldingFactors.By512, Load(ref at, offset + 32));
            fourth = Fold(fourth, FoldingFactors.By512, Load(ref at, offset + 48));
        }

        fourth ^= Multiply(first, FoldingFactors.By384) ^ Multiply(second, FoldingFactors.By256) ^ Multiply(third, FoldingFactors.By128);
        return Finish(fourth, bytes[(int)offset..]);
    }

    /// <summary>Folds one block over what is left, block by block, divides it, and feeds the last bytes.</summary>
    /// <param name="block">The remainder of everything before.</param>
    /// <param name="rest">What comes after it.</param>
    public static uint Finish(Vector128<ulong> block, ReadOnlySpan<byte> rest)
    {
        while (rest.Length >= BlockBytes)
        {
            block = Fold(block, FoldingFactors.By128, Vector128.Create(rest).AsUInt64());
            rest = rest[BlockBytes..];
        }

        uint register = (uint)Sse42.X64.Crc32(Sse42.X64.Crc32(0, block[0]), block[1]);
        return Crc32CWords.Append(register, rest);
    }

    private static Vector128<ulong> Load(ref byte at, nuint offset) => Vector128.LoadUnsafe(ref at, offset).AsUInt64();

    private static Vector128<ulong> Fold(Vector128<ulong> block, Vector128<ulong> factors, Vector128<ulong> next) => Multiply(block, factors) ^ next;

    private static Vector128<ulong> Multiply(Vector128<ulong> block, Vector128<ulong> factors)
        => Pclmulqdq.CarrylessMultiply(block, factors, 0x00) ^ Pclmulqdq.CarrylessMultiply(block, factors, 0x11);
}
