namespace ShuffleOrleans.Cli.Invocation;

/// <summary>What a process gives a run: its streams, variables and clock. A test gives its own.</summary>
/// <param name="Out">Where answers go.</param>
/// <param name="Error">Where refusals and warnings go.</param>
/// <param name="In">Where a confirmation comes from.</param>
/// <param name="OutIsTerminal">Whether a person sees <paramref name="Out"/>.</param>
/// <param name="InIsTerminal">Whether a person can answer.</param>
/// <param name="Variable">Environment variables.</param>
/// <param name="Time">The clock of waits and ages.</param>
internal sealed record Surroundings(
    TextWriter Out, TextWriter Error, TextReader In, bool OutIsTerminal, bool InIsTerminal, Func<string, string?> Variable, TimeProvider Time)
{
    public static Surroundings OfProcess() => new(
        Console.Out,
        Console.Error,
        Console.In,
        !Console.IsOutputRedirected,
        !Console.IsInputRedirected,
        Environment.GetEnvironmentVariable,
        TimeProvider.System);
}
