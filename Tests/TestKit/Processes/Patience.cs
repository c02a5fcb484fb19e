namespace ShuffleOrleans.Tests.TestKit.Processes;

/// <summary>How long a test waits for something that must happen before it fails instead of hanging. Never part of a claim.</summary>
public static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
}
