using ShuffleOrleans.Samples.BatchEngine.Reports;

namespace ShuffleOrleans.Tests.Samples.Reports;

public sealed class AmountTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1500", 1500)]
    [InlineData("10B", 10)]
    [InlineData("64MiB", 64L << 20)]
    [InlineData("1gib", 1L << 30)]
    [InlineData("1.5 KiB", 1536)]
    public void Amounts_AreRead(string text, long expected)
    {
        Assert.True(Amount.TryParse(text, out long bytes));
        Assert.Equal(expected, bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("GiB")]
    [InlineData("1 GB")]
    [InlineData("12zz")]
    [InlineData("9999999999TiB")]
    [InlineData("99999999999999999999999999999999")]
    public void Nonsense_IsRefused(string text) => Assert.False(Amount.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(1L << 30, "1.00 GiB")]
    public void Amounts_AreWritten(double bytes, string expected) => Assert.Equal(expected, Amount.Format(bytes));
}
