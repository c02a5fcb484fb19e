namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>How long a test waits for something that must happen before it fails instead of hanging. Never part of a claim.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
}
