using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed partial class WordCountTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task CountsWhatASlowCountCounts()
    {
        string folder = _directory.Sub("text");
        Random random = new(12);
        for (int file = 0; file < 20; file++)
        {
            string below = Directory.CreateDirectory(Path.Combine(folder, $"{file % 3}")).FullName;
            await File.WriteAllTextAsync(Path.Combine(below, $"{file}.txt"), Text(random, random.Next(20_000)));
        }

        string output = Path.Combine(_directory.Path, "counts");
        string temporary = _directory.Sub("tmp");
        await using RunningProgram program = RunningProgram.Start(
            Programs.WordCount, [folder, "--output", output, "--mappers", "5", "--reducers", "3", "--executors", "2", "--json"], temporary);
        ProgramEnd end = await program.EndAsync();
        Assert.True(end.ExitCode == 0, $"{end}");
        Assert.Equal(Count(folder), await File.ReadAllLinesAsync(output));
        Leftovers.MustBeNone(temporary);
    }

    private static string Text(Random random, int words)
    {
        StringBuilder text = new();
        for (int i = 0; i < words; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(char)('a' + random.Next(26))}{(random.Next(3) == 0 ? "Word" : "x")}{random.Next(200)}");
            text.Append(random.Next(10) switch { 0 => '\n', 1 => 'ä', 2 => '-', _ => ' ' });
        }

        return text.ToString();
    }

    private static IEnumerable<string> Count(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value.ToLowerInvariant()))
        .CountBy(word => word)
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Value} {pair.Key}");

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Word();
}
