using ShuffleOrleans.Samples.TeraSort;

namespace ShuffleOrleans.Tests.Samples.TeraSort;

public sealed class RangePartitionerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public void Ranges_CoverTheKeySpaceInOrder(int count)
    {
        Assert.Equal(0, RangePartitioner.Of(0, count));
        Assert.Equal(count - 1, RangePartitioner.Of(ulong.MaxValue, count));
        int last = 0;
        for (ulong step = 0; step < 10_000; step++)
        {
            int range = RangePartitioner.Of(step * (ulong.MaxValue / 10_000), count);
            Assert.InRange(range, last, last + 1);
            last = range;
        }
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(1, 7)]
    [InlineData(10_737_418, 200)]
    [InlineData(long.MaxValue, 3)]
    public void Slices_CoverAllItemsOnce(long itemCount, int sliceCount)
    {
        long next = 0;
        for (int index = 0; index < sliceCount; index++)
        {
            (long first, long end) = Slice.Of(itemCount, index, sliceCount);
            Assert.Equal(next, first);
            Assert.True(end >= first);
            next = end;
        }

        Assert.Equal(itemCount, next);
    }
}
