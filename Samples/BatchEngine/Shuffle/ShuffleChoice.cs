namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>Which shuffle service a job uses.</summary>
/// <param name="Name">Name of its factory.</param>
/// <param name="Options">How to reach it.</param>
internal sealed record ShuffleChoice(string Name, ShuffleServiceOptions Options)
{
    /// <summary>For people.</summary>
    public override string ToString() => Options.ServiceUri is { } service ? $"shuffle service {service}" : "each holding what its tasks write";
}
