using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Tests.Protocol.Checksums;

public sealed class CastagnoliPolynomialTests
{
    [Fact]
    public void EveryPowerOfX_IsTheOneBeforeShiftedOnce()
    {
        // In reflected order x^0 is the highest bit; a bit that leaves at the low end is x^32, which is P without its leading term.
        uint power = 0x80000000;
        for (int exponent = 0; exponent < 5_000; exponent++)
        {
            Assert.Equal(power, CastagnoliPolynomial.PowerOfX(exponent));
            power = (power >> 1) ^ ((power & 1) == 0 ? 0 : CastagnoliPolynomial.Reflected);
        }
    }

    [Fact]
    public void ZeroBytes_AreAMultiplicationByPowersOfX()
    {
        uint register = 0x12345678;
        uint factor = CastagnoliPolynomial.PowerOfX(8 * 1_000);
        Assert.Equal(Crc32CWords.Append(register, new byte[1_000]), CastagnoliPolynomial.Multiply(register, factor));
    }

    [Theory]
    [InlineData(FoldingFactors.First128, FoldingFactors.Last128, 128)]
    [InlineData(FoldingFactors.First256, FoldingFactors.Last256, 256)]
    [InlineData(FoldingFactors.First384, FoldingFactors.Last384, 384)]
    [InlineData(FoldingFactors.First512, FoldingFactors.Last512, 512)]
    [InlineData(FoldingFactors.First1024, FoldingFactors.Last1024, 1024)]
    [InlineData(FoldingFactors.First2048, FoldingFactors.Last2048, 2048)]
    internal void FoldingFactors_ArePowersOfX(ulong first, ulong last, int bits)
    {
        Assert.Equal((ulong)CastagnoliPolynomial.PowerOfX(bits + 63) << 32, first);
        Assert.Equal((ulong)CastagnoliPolynomial.PowerOfX(bits - 1) << 32, last);
    }
}
