using System.Text;
using ShuffleOrleans.Samples.WordCount;
using ShuffleOrleans.Tests.Samples.Functions;

namespace ShuffleOrleans.Tests.Samples.WordCount;

public sealed class RangeTokenizerTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("one")]
    [InlineData("a b c d e f")]
    [InlineData("One two, THREE two\n\nÄpfel und Öl — naïve x86_64 don't a1b2\r\n")]
    [InlineData("averyveryverylongword")]
    public async Task FileCutAnywhere_GivesTheSameWords(string text)
    {
        using StageRun run = new(1, 1);
        string path = Path.Combine(run.Directory, "text");
        await File.WriteAllTextAsync(path, text);
        InputList inputs = InputList.Find([path]);
        string expected = Expected(text);

        for (int mapperCount = 1; mapperCount <= inputs.TotalBytes + 2; mapperCount++)
        {
            WordTable words = new();
            RangeTokenizer tokenizer = new();
            for (int mapper = 0; mapper < mapperCount; mapper++)
            {
                foreach (InputRange range in inputs.RangesOf(mapper, mapperCount))
                {
                    await tokenizer.CountAsync(range, words, () => Task.CompletedTask);
                }
            }

            Assert.Equal(expected, Text(words));
        }
    }

    [Fact]
    public async Task WordThatIsLongerThanTheBuffer_IsFoundOnce()
    {
        using StageRun run = new(1, 1);
        string path = Path.Combine(run.Directory, "text");
        await File.WriteAllTextAsync(path, new string('a', 1_000_000) + " b");
        WordTable words = new();
        foreach (InputRange range in Enumerable.Range(0, 5).SelectMany(mapper => InputList.Find([path]).RangesOf(mapper, 5)))
        {
            await new RangeTokenizer().CountAsync(range, words, () => Task.CompletedTask);
        }

        Assert.Equal([(1_000_000, 1L), (1, 1L)], Enumerable.Range(0, words.Count).Select(index => (words.WordOf(index).Length, words.CountOf(index))));
    }

    [Fact]
    public void Folders_AreSearchedToTheirDepth_AndEndOfFileEndsAWord()
    {
        using StageRun run = new(1, 1);
        Directory.CreateDirectory(Path.Combine(run.Directory, "in", "deep"));
        File.WriteAllText(Path.Combine(run.Directory, "in", "a"), "wo");
        File.WriteAllText(Path.Combine(run.Directory, "in", "deep", "b"), "rd");

        InputList inputs = InputList.Find([Path.Combine(run.Directory, "in"), Path.Combine(run.Directory, "in", "a")]);

        Assert.Equal(2, inputs.Files.Count);
        CountSummary counted = SingleProcessCount.Count(inputs, CancellationToken.None);
        Assert.Equal((2, 2), (counted.WordCount, counted.DistinctCount));
    }

    [Fact]
    public void LinksBelowAFolder_AreNotFollowed_AndANamedLinkIs()
    {
        using StageRun run = new(1, 1);
        string folder = Directory.CreateDirectory(Path.Combine(run.Directory, "in")).FullName;
        string file = Path.Combine(folder, "a");
        string link = Path.Combine(folder, "link");
        File.WriteAllText(file, "word");
        File.CreateSymbolicLink(link, file);
        Directory.CreateSymbolicLink(Path.Combine(folder, "loop"), folder);

        Assert.Equal([file], InputList.Find([folder]).Files.Select(input => input.Path));
        Assert.Equal([link], InputList.Find([link]).Files.Select(input => input.Path));
    }

    [Fact]
    public void PathThatDoesNotExist_IsNamed()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => InputList.Find(["/does/not/exist"]));
        Assert.Contains("/does/not/exist", error.Message, StringComparison.Ordinal);
    }

    private static string Expected(string text)
    {
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        string spaced = new([.. bytes.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]);
        string[] words = spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<IGrouping<string, string>> groups = words.GroupBy(word => word).OrderBy(group => group.Key, StringComparer.Ordinal);
        return string.Join(' ', groups.Select(group => $"{group.Key}={group.Count()}"));
    }

    private static string Text(WordTable words)
    {
        words.Sort();
        return string.Join(' ', Enumerable.Range(0, words.Count).Select(index => $"{Encoding.ASCII.GetString(words.WordOf(index))}={words.CountOf(index)}"));
    }
}
