namespace ShuffleOrleans.Tests.EndToEnd.Processes;

/// <summary>How a service must end that cannot start.</summary>
internal static class OneLine
{
    public static void Must(ProgramEnd end)
    {
        Assert.True(end.ExitCode is 1 or 2, $"{end}");
        Assert.Empty(end.Output);
        Assert.True(end.Errors.Length == 1 && end.Errors[0].StartsWith("shuffle: ", StringComparison.Ordinal), $"One line was expected, not {end}");
        Assert.DoesNotContain("   at ", end.Errors[0], StringComparison.Ordinal);
    }
}
