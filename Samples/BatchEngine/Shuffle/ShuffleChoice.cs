namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>Which shuffle service a job uses.</summary>
/// <param name="Name">Name of its factory.</param>
/// <param name="Options">How to reach it.</param>
internal sealed record ShuffleChoice(string Name, ShuffleServiceOptions Options)
{
    /// <summary>For people.</summary>
    public override string ToString() => Options switch
    {
        { Cluster: { } cluster } => $"shuffle cluster '{cluster.ClusterId}' at {cluster.Address}",
        { ServiceUri: { } service } => $"shuffle service {service}",
        _ => "each holding what its tasks write",
    };
}
