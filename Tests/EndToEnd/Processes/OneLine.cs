namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>How a service must end that cannot start.</summary>
internal static class OneLine
{
    public static void Must(ProgramEnd end)
    {
        Assert.True(end.ExitCode is 1 or 2, $"{end}");
        Assert.Empty(end.Output);
        Assert.True(end.Errors.Count(IsProblem) == 1 && IsProblem(end.Errors[^1]), $"One line was expected at the end, not {end}");

        // Before it only the log of what went well until then.
        Assert.All(end.Errors[..^1], line => Assert.StartsWith("info: ", line, StringComparison.Ordinal));
    }

    private static bool IsProblem(string line) => line.StartsWith("shuffle: ", StringComparison.Ordinal);
}
