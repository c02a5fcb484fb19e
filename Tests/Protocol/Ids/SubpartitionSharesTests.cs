using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Ids;

public sealed class SubpartitionSharesTests
{
    [Fact]
    public void Ranges_CoverEverySubpartitionOnceInOrder() => Claim.Holds(Divisions(4096), division =>
    {
        (int subpartitions, int shares) = division;
        int next = 0;
        for (int share = 0; share < shares; share++)
        {
            SubpartitionRange range = SubpartitionShares.RangeOf(subpartitions, shares, share);
            Assert.Equal(next, range.First);
            Assert.True(range.IsInside(subpartitions));
            next = range.Last + 1;
        }

        Assert.Equal(subpartitions, next);
    });

    [Fact]
    public void Sizes_DifferByAtMostOne() => Claim.Holds(Divisions(4096), division =>
    {
        (int subpartitions, int shares) = division;
        int[] sizes = [.. Enumerable.Range(0, shares).Select(share => SubpartitionShares.RangeOf(subpartitions, shares, share).Count)];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        Assert.True(sizes.Min() >= 1);
    });

    [Fact]
    public void ShareOf_IsTheShareWhoseRangeContainsIt() => Claim.Holds(Divisions(300), division =>
    {
        (int subpartitions, int shares) = division;
        for (int subpartition = 0; subpartition < subpartitions; subpartition++)
        {
            int share = SubpartitionShares.ShareOf(subpartitions, shares, subpartition);
            Assert.True(SubpartitionShares.RangeOf(subpartitions, shares, share).Contains(subpartition), $"{subpartition} is not in share {share}");
        }
    });

    [Fact]
    public void LargestDivisions_DoNotOverflow()
    {
        const int Most = OpenWriteMessage.MaxSubpartitionCount;
        Assert.Equal(SubpartitionRange.Single(Most - 1), SubpartitionShares.RangeOf(Most, Most, Most - 1));
        Assert.Equal(Most - 1, SubpartitionShares.ShareOf(Most, Most, Most - 1));
        Assert.Equal(SubpartitionRange.Single(int.MaxValue - 1), SubpartitionShares.RangeOf(int.MaxValue, int.MaxValue, int.MaxValue - 1));
        Assert.Equal(int.MaxValue - 1, SubpartitionShares.ShareOf(int.MaxValue, int.MaxValue, int.MaxValue - 1));
    }

    [Theory]
    [InlineData(10, 1, "0-9")]
    [InlineData(10, 3, "0-2 3-5 6-9")]
    [InlineData(7, 4, "0 1-2 3-4 5-6")]
    [InlineData(4, 4, "0 1 2 3")]
    public void Ranges_AreTheDocumentedOnes(int subpartitions, int shares, string expected) => Assert.Equal(
        expected, string.Join(' ', Enumerable.Range(0, shares).Select(share => SubpartitionShares.RangeOf(subpartitions, shares, share))));

    [Theory]
    [InlineData(10, 0, 0)]
    [InlineData(10, -1, 0)]
    [InlineData(3, 4, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(10, 3, -1)]
    [InlineData(10, 3, 3)]
    public void ShareThatCannotBe_IsRefused(int subpartitions, int shares, int share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SubpartitionShares.RangeOf(subpartitions, shares, share));

    private static Gen<(int Subpartitions, int Shares)> Divisions(int most) =>
        from subpartitions in ProtocolGen.Int32(1, most)
        from shares in ProtocolGen.Int32(1, subpartitions)
        select (subpartitions, shares);
}
