using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>How the engine's processes reach the shuffle service.</summary>
/// <param name="ServiceUri">Base address of the service.</param>
/// <param name="Compression"><c>none</c> or <c>lz4</c>.</param>
public sealed record ShuffleServiceOptions(Uri ServiceUri, string Compression)
{
    /// <summary>What a commit promises.</summary>
    public Durability Durability { get; init; }
}
