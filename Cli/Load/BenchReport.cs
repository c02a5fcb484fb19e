namespace ShuffleOrleans.Cli.Load;

/// <summary>What the load found.</summary>
/// <param name="Job">The job that it registered.</param>
/// <param name="Kind">Map or reduce partitions.</param>
/// <param name="Producers">How many wrote.</param>
/// <param name="Consumers">How many read.</param>
/// <param name="Write">Until everything was committed.</param>
/// <param name="Read">Until everything was read and verified.</param>
internal sealed record BenchReport(string Job, string Kind, int Producers, int Consumers, BenchPhase Write, BenchPhase Read);
