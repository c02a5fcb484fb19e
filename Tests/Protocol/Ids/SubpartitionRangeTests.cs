using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class SubpartitionRangeTests
{
    [Fact]
    public void Count_IsTheNumberOfSubpartitionsItContains() => Claim.Holds(
        Gen.Choose(-20, 20).Zip(Gen.Choose(0, 20)),
        bounds =>
        {
            SubpartitionRange range = new(bounds.Item1, bounds.Item1 + bounds.Item2);
            Assert.Equal(range.Count, Enumerable.Range(-100, 200).Count(range.Contains));
        });

    [Theory]
    [InlineData(0, 0, 1, true)]
    [InlineData(0, 4, 5, true)]
    [InlineData(4, 4, 5, true)]
    [InlineData(0, 5, 5, false)]
    [InlineData(5, 5, 5, false)]
    [InlineData(-1, 3, 5, false)]
    [InlineData(3, 2, 5, false)]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, int.MaxValue, int.MaxValue, false)]
    [InlineData(int.MinValue, int.MaxValue, int.MaxValue, false)]
    public void IsInside_ChecksOrderAndBothEnds(int first, int last, int subpartitionCount, bool inside) =>
        Assert.Equal(inside, new SubpartitionRange(first, last).IsInside(subpartitionCount));

    [Fact]
    public void Single_IsOneSubpartition()
    {
        Assert.Equal(new SubpartitionRange(3, 3), SubpartitionRange.Single(3));
        Assert.Equal(1, SubpartitionRange.Single(3).Count);
    }

    [Fact]
    public void Text_NamesBothEndsOnlyWhereTheyDiffer()
    {
        Assert.Equal("3", SubpartitionRange.Single(3).ToString());
        Assert.Equal("3-7", new SubpartitionRange(3, 7).ToString());
    }
}
