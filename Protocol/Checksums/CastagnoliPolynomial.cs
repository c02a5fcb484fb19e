namespace ShuffleOrleans.Protocol.Checksums;

/// <summary>
/// Arithmetic of polynomials over GF(2) modulo the Castagnoli polynomial P, bit-reflected as the checksum's register is: bit 31 is the coefficient of x^0 and
/// bit 0 that of x^31. A register fed with n zero bytes is the register times x^(8n); that is what joins checksums of separate pieces. Bit by bit: for
/// joins and factors, not for data.
/// </summary>
internal static class CastagnoliPolynomial
{
    /// <summary>P without its leading x^32.</summary>
    public const uint Reflected = 0x82F63B78;

    private const uint One = 0x80000000;

    /// <summary>a times b modulo P.</summary>
    public static uint Multiply(uint a, uint b)
    {
        // The sum of b times x^i over the terms x^i of a. Without branches: the bits are as random as the data.
        uint product = 0;
        while (a != 0)
        {
            product ^= b & (uint)((int)a >> 31);
            a <<= 1;
            b = (b >> 1) ^ (Reflected & (uint)-(int)(b & 1));
        }

        return product;
    }

    /// <summary>x to the <paramref name="exponent"/>, modulo P.</summary>
    public static uint PowerOfX(int exponent)
    {
        uint power = One;
        for (uint square = One >> 1; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 0 ? power : Multiply(power, square);
            square = Multiply(square, square);
        }

        return power;
    }
}
