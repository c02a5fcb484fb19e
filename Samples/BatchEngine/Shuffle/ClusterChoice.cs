namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>A cluster that holds what is shuffled, and how the JobMaster talks to it.</summary>
/// <param name="Address">Where it is found: <c>redis://host:port</c>, or gateways as <c>host:port,host:port</c>.</param>
/// <param name="ClusterId">Its name.</param>
/// <param name="ClientPath">The assembly that knows how to talk to it; loaded by the JobMaster alone.</param>
public sealed record ClusterChoice(string Address, string ClusterId, string ClientPath);
