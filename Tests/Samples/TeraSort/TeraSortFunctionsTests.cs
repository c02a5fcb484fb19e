using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Samples.TeraSort;
using ShuffleOrleans.Tests.Samples.Functions;

namespace ShuffleOrleans.Tests.Samples.TeraSort;

public sealed class TeraSortFunctionsTests
{
    [Theory]
    [InlineData(1, 1, 1000)]
    [InlineData(3, 17, 1000)]
    [InlineData(4, 4, 0)]
    [InlineData(4, 4, 1)]
    [InlineData(7, 2, 3)]
    public async Task AnyShape_SortsAllThatWasGenerated(int mapperCount, int reducerCount, long recordCount)
        => Assert.Null(await FindErrorAsync(mapperCount, reducerCount, new TeraSortParameters(recordCount, 1, KeyKind.Random, 0)));

    [Fact]
    public async Task AllKeysEqual_EndInOneReducer_AndAreInOrder()
    {
        using StageRun run = new(3, 5);
        TeraSortParameters parameters = new(500, 1, KeyKind.AllEqual, 0);
        string[] generated = await run.MapAsync(() => new MapFunction(parameters));
        SliceSummary[] sorted = [.. (await run.ReduceAsync(() => new ReduceFunction(parameters))).Select(SliceSummary.FromJson)];

        Assert.Single(sorted, slice => slice.RecordCount == 500);
        Assert.Null(new TeraSortJob(parameters).FindError([.. generated.Select(SliceSummary.FromJson)], sorted));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(99)]
    [InlineData(5_000_000)]
    public async Task GiantRecord_IsSortedAmongTheOthers(int giantBytes)
        => Assert.Null(await FindErrorAsync(3, 4, new TeraSortParameters(100, 9, KeyKind.Random, giantBytes)));

    [Fact]
    public async Task MapTask_RunAgain_WritesTheSame()
    {
        TeraSortParameters parameters = new(1000, 5, KeyKind.Random, 0);
        using StageRun first = new(2, 3);
        using StageRun second = new(2, 3);

        Assert.Equal(await first.MapAsync(() => new MapFunction(parameters)), await second.MapAsync(() => new MapFunction(parameters)));
        Assert.Equal(ContentsOf(first), ContentsOf(second));
    }

    private static IEnumerable<string> ContentsOf(StageRun run)
        => Directory.GetFiles(run.Directory).Select(file => Convert.ToHexString(File.ReadAllBytes(file))).Order(StringComparer.Ordinal);

    private static async Task<string?> FindErrorAsync(int mapperCount, int reducerCount, TeraSortParameters parameters)
    {
        using StageRun run = new(mapperCount, reducerCount, RecordFormat.DefaultMaxRecordBytes);
        string[] generated = await run.MapAsync(() => new MapFunction(parameters));
        string[] sorted = await run.ReduceAsync(() => new ReduceFunction(parameters));
        return new TeraSortJob(parameters).FindError([.. generated.Select(SliceSummary.FromJson)], [.. sorted.Select(SliceSummary.FromJson)]);
    }
}
