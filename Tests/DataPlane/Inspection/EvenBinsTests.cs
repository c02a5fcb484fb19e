using ShuffleOrleans.DataPlane.Inspection;

namespace ShuffleOrleans.Tests.DataPlane.Inspection;

public sealed class EvenBinsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EachNumber_IsInExactlyOneBin_AndBinsAreEqualButForOne(int seed)
    {
        Random random = new(seed);
        for (int turn = 0; turn < 300; turn++)
        {
            int width = random.Next(1, 500);
            EvenBins bins = new(random.Next(1000), width, random.Next(1, width + 1));
            int[] found = new int[bins.Count];
            int limit = bins.First + random.Next(-10, width + 10);
            int[] below = new int[bins.Count];
            for (int number = bins.First; number < bins.First + width; number++)
            {
                Assert.True(bins.Contains(number));
                found[bins.BinOf(number)]++;
                below[bins.BinOf(number)] += number < limit ? 1 : 0;
            }

            int[] bin = [.. Enumerable.Range(0, bins.Count)];
            Assert.Equal(found, bin.Select(bins.WidthOf));
            Assert.Equal(below, bin.Select(each => bins.WidthBelow(each, limit)));
            Assert.InRange(found.Max() - found.Min(), 0, 1);
            Assert.False(bins.Contains(bins.First - 1) || bins.Contains(bins.First + width));
        }
    }

    [Fact]
    public void LargestWindow_DoesNotOverflow()
    {
        EvenBins bins = new(0, int.MaxValue, 4096);
        Assert.Equal(4095, bins.BinOf(int.MaxValue - 1));
        Assert.Equal(int.MaxValue, Enumerable.Range(0, 4096).Sum(bin => (long)bins.WidthOf(bin)));
    }

    [Fact]
    public void MoreSubpartitionsThanEntries_AreSummedByNeighbours()
    {
        SubpartitionSums sums = new(0, 8192);
        sums.Add(0, 10, 1);
        sums.Add(1, 5, 2);
        sums.Add(8191, 7, 1);
        sums.Add(-1, 100, 1);
        Assert.Equal(4096, sums.Bytes.Length);
        Assert.Equal((215L, 200L, 207L), (sums.Bytes[0], sums.Bytes[1], sums.Bytes[^1]));
        Assert.Equal((5L, 2L, 3L), (sums.Frames[0], sums.Frames[1], sums.Frames[^1]));
    }
}
