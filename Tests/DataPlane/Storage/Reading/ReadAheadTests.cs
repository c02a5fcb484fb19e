using ShuffleOrleans.DataPlane.Storage.Reading;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Reading;

public sealed class ReadAheadTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public void ReaderThatReadsOn_GetsTwiceAsMuchEachTime_AsFarAsTheLimit()
    {
        ReadAhead ahead = default;
        long offset = 128;
        foreach (long expected in new[] { Mebibyte, 2L * Mebibyte, 4L * Mebibyte, 4L * Mebibyte })
        {
            long loaded = ahead.Next(offset, Mebibyte);
            Assert.Equal(expected, loaded);
            offset += loaded;
        }
    }

    [Fact]
    public void ReaderThatJumps_GetsWhatItNeeds()
    {
        ReadAhead ahead = default;
        Assert.Equal(8192, ahead.Next(1000, 8192));
        Assert.Equal(8192, ahead.Next(50_000_000, 8192));
        Assert.Equal(8192, ahead.Next(1000, 8192));
    }

    [Fact]
    public void LongStretch_IsAlwaysLoadedWhole()
    {
        ReadAhead ahead = default;
        Assert.Equal(9L * Mebibyte, ahead.Next(128, 9L * Mebibyte));
        Assert.Equal(10L * Mebibyte, ahead.Next(128 + (9L * Mebibyte), 10L * Mebibyte));
    }
}
