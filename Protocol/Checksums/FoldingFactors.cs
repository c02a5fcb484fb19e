using System.Runtime.Intrinsics;

namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// What a 128-bit block is multiplied with to move it n bits towards the end of a message: its first eight bytes by x^(n + 63) and its last eight by x^(n - 1),
/// modulo the Castagnoli polynomial. The first half is 64 bits further from the end; one power less in both, because the product of two bit-reflected 64-bit
/// values lies one bit lower in 128 bits than a reflected value should. A factor has 32 bits, the upper ones of its 64, where reflection puts x^0 to x^31.
/// Each value is <see cref="CastagnoliPolynomial.PowerOfX"/> of its exponent; a test compares them.
/// </summary>
internal static class FoldingFactors
{
    public const ulong First128 = 0x3743F7BD_00000000;
    public const ulong Last128 = 0x3171D430_00000000;
    public const ulong First256 = 0x33CCBBBC_00000000;
    public const ulong Last256 = 0xA2158B34_00000000;
    public const ulong First384 = 0xA46EF4AA_00000000;
    public const ulong Last384 = 0x6051243F_00000000;
    public const ulong First512 = 0x1C19243B_00000000;
    public const ulong Last512 = 0x75BBA45B_00000000;
    public const ulong First1024 = 0x6577B245_00000000;
    public const ulong Last1024 = 0x7417153F_00000000;
    public const ulong First2048 = 0xE9A5D8BE_00000000;
    public const ulong Last2048 = 0x1426A815_00000000;

    public static Vector128<ulong> By128 => Vector128.Create(First128, Last128);

    public static Vector128<ulong> By256 => Vector128.Create(First256, Last256);

    public static Vector128<ulong> By384 => Vector128.Create(First384, Last384);

    public static Vector128<ulong> By512 => Vector128.Create(First512, Last512);

    public static Vector128<ulong> By1024 => Vector128.Create(First1024, Last1024);

    public static Vector128<ulong> By2048 => Vector128.Create(First2048, Last2048);
}
