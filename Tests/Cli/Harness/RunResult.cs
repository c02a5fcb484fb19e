namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>How a run ended.</summary>
internal sealed record RunResult(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Out}\n{Error}";

    /// <summary>The same, if the run ended like this.</summary>
    public RunResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"{exitCode} was expected: {this}");
        return this;
    }
}
