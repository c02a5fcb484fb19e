using ShuffleOrleans.Samples.WordCount;
using ShuffleOrleans.Tests.Samples.Functions;

namespace ShuffleOrleans.Tests.Samples.WordCount;

public sealed class WordCountFunctionsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(20, 2)]
    public async Task Job_CountsWhatASingleProcessCounts_AndItsPartsMergeInOrder(int mapperCount, int reducerCount)
    {
        using StageRun run = new(mapperCount, reducerCount);
        string text = Path.Combine(run.Directory, "text");
        Random random = new(mapperCount);
        await File.WriteAllTextAsync(text, string.Join(' ', Enumerable.Range(0, 20_000).Select(_ => $"w{random.Next(1, 3000)}")));
        InputList inputs = InputList.Find([text]);
        string list = Path.Combine(run.Directory, "inputs.json");
        inputs.Save(list);

        await run.MapAsync(() => new MapFunction(new WordCountParameters(list)));
        CountSummary[] parts = [.. (await run.ReduceAsync(() => new ReduceFunction())).Select(CountSummary.FromJson)];

        CountSummary expected = SingleProcessCount.Count(inputs, CancellationToken.None);
        Assert.Equal(20_000, expected.WordCount);
        Assert.Equal(expected, CountSummary.Sum(parts));
        (string Word, long Count)[] merged = [.. PartMerge.Read(parts.Select(part => Path.Combine(run.Directory, part.PartFile!)))];
        Assert.Equal(expected.DistinctCount, merged.Length);
        Assert.Equal(merged.Select(item => item.Word).Order(StringComparer.Ordinal), merged.Select(item => item.Word));
    }

    [Fact]
    public void Table_CountsManyWords_AndCanBeEmptied()
    {
        WordTable words = new();
        for (int round = 1; round <= 2; round++)
        {
            for (int i = 0; i < 10_000; i++)
            {
                words.Add(BitConverter.GetBytes(i % 5000), round);
            }

            Assert.Equal(5000, words.Count);
            Assert.All(Enumerable.Range(0, words.Count), index => Assert.Equal(2 * round, words.CountOf(index)));
            words.Clear();
        }
    }

    [Fact]
    public void Checksum_SeesOtherCountsAndOtherWords()
        => Assert.Equal(3, new[] { CountChecksum.Of("a"u8, 1), CountChecksum.Of("a"u8, 2), CountChecksum.Of("b"u8, 1) }.Distinct().Count());
}
