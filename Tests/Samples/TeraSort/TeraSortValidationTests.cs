using ShuffleOrleans.Samples.TeraSort;

namespace ShuffleOrleans.Tests.Samples.TeraSort;

public sealed class TeraSortValidationTests
{
    private static readonly TeraSortJob Job = new(new TeraSortParameters(4, 1, KeyKind.Random, 0));
    private static readonly SliceSummary[] Generated = [new(2, 200, 30), new(2, 200, 12)];
    private static readonly SliceSummary[] Sorted = [new(3, 300, 20, 0, "01", "05"), new(0, 0, 0), new(1, 100, 22, 0, "05", "05")];

    [Fact]
    public void RightResult_IsAccepted() => Assert.Null(Job.FindError(Generated, Sorted));

    [Fact]
    public void MissingRecord_IsFound() => AssertFound("records", Sorted[0] with { RecordCount = 2 });

    [Fact]
    public void MissingBytes_AreFound() => AssertFound("bytes", Sorted[0] with { ByteCount = 299 });

    [Fact]
    public void ChangedByte_IsFound() => AssertFound("checksum", Sorted[0] with { Checksum = 21 });

    [Fact]
    public void DisorderInsideAReducer_IsFound() => AssertFound("out of order", Sorted[0] with { OutOfOrderCount = 1 });

    [Fact]
    public void DisorderBetweenReducers_IsFound() => AssertFound("below the last key", Sorted[0] with { LastKey = "06" });

    [Fact]
    public void RecordLostBeforeTheShuffle_IsFound()
        => Assert.NotNull(Job.FindError([Generated[0]], [new SliceSummary(2, 200, 30, 0, "01", "02")]));

    private static void AssertFound(string word, SliceSummary first)
        => Assert.Contains(word, Job.FindError(Generated, [first, Sorted[1], Sorted[2]]), StringComparison.Ordinal);
}
