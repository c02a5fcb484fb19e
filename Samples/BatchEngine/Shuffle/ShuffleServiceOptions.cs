using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>How the engine's processes reach the shuffle service.</summary>
/// <param name="ServiceUri">Base address of the service; null if no service is used.</param>
/// <param name="Compression"><c>none</c> or <c>lz4</c>.</param>
/// <param name="DataDirectory">Where executors keep what they hold themselves; null if they hold nothing.</param>
public sealed record ShuffleServiceOptions(Uri? ServiceUri, string Compression, string? DataDirectory = null)
{
    /// <summary>What a commit promises.</summary>
    public Durability Durability { get; init; }
}
