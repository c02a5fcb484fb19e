namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>The tags of one series, in whatever order they came. Immutable.</summary>
internal sealed class TagSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
{
    private readonly KeyValuePair<string, object?>[] _tags = tags.ToArray();

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;
}
