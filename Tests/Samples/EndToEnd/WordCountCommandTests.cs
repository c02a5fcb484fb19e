namespace ShuffleOrleans.Tests.Samples.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class WordCountCommandTests
{
    [Fact]
    public async Task Words_AreCountedAndWrittenInTheOrderOfTheirBytes()
    {
        using SampleCommand command = new();
        DirectoryInfo texts = Directory.CreateTempSubdirectory("shuffle-tests-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(texts.FullName, "a.txt"), "The cat; the DOG, 2 dogs.");
            await File.WriteAllTextAsync(Path.Combine(texts.FullName, "b.txt"), "the end");
            string output = Path.Combine(texts.FullName, "counts.out");

            string[] paths = [Path.Combine(texts.FullName, "a.txt"), Path.Combine(texts.FullName, "b.txt")];

            CommandResult result = await command.RunAsync("wordcount", "", [.. paths, "--executors", "2", "--output", output, "--json"]);

            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            Assert.Equal("1 2\n1 cat\n1 dog\n1 dogs\n1 end\n3 the\n", await File.ReadAllTextAsync(output));
            Assert.Equal(8, result.Json.GetProperty("records").GetInt64());
            Assert.Empty(command.Leftovers);
        }
        finally
        {
            texts.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task PathThatDoesNotExist_GetsOneLineAndExitCodeTwo()
    {
        using SampleCommand command = new();

        CommandResult result = await command.RunAsync("wordcount", "", "/does/not/exist");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("/does/not/exist", Assert.Single(result.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
