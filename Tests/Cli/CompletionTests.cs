namespace ShuffleOrleans.Tests.Cli;

/// <summary>The program as a process: what a shell needs of it.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CompletionTests
{
    [Fact]
    public async Task Version_IsOneLine()
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Shuffle, ["--version"]);
        ProgramEnd end = await program.EndAsync();
        Assert.Equal(0, end.ExitCode);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", Assert.Single(end.Output));
    }

    [Fact]
    public async Task Suggestions_AreVerbsAndOptions()
    {
        Assert.Contains("partitions", await SuggestAsync("shuffle pa"));
        Assert.Contains("--min-bytes", await SuggestAsync("shuffle partitions --mi"));
        Assert.Contains("zsh", await SuggestAsync("shuffle completion "));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _shuffle shuffle")]
    [InlineData("zsh", "compdef _shuffle shuffle")]
    [InlineData("fish", "complete -c shuffle")]
    public async Task EachShell_HasItsScript(string shell, string registration) =>
        Assert.Contains(registration, (await new Shuffle().RunAsync("completion", shell)).Expect(0).Out, StringComparison.Ordinal);

    [Fact]
    public async Task InBash_ALineIsCompleted()
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string script = $$"""
            shuffle() { '{{dotnet}}' '{{Programs.Shuffle}}' "$@"; }
            eval "$(shuffle completion bash)"
            COMP_LINE='shuffle par'; COMP_POINT=11; COMP_WORDS=(shuffle par); COMP_CWORD=1
            _shuffle
            echo "completed: ${COMPREPLY[*]}"
            """;
        await using RunningProgram bash = RunningProgram.StartCommand("bash", ["--norc", "-c", script]);
        ProgramEnd end = await bash.EndAsync();
        Assert.True(end.ExitCode == 0 && end.Output is ["completed: partitions"], $"{end}");
    }

    private static async Task<string[]> SuggestAsync(string line)
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Shuffle, [$"[suggest:{line.Length}]", line]);
        return (await program.EndAsync()).Output;
    }
}
