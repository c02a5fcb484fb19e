namespace ShuffleOrleans.Grains.State;

/// <summary>What a grain stores: one JSON document. Storage needs to know nothing of what is in it.</summary>
[GenerateSerializer]
[Alias("shuffle.StoredDocument")]
public sealed class StoredDocument
{
    /// <summary>The format of the document; 0 if nothing was ever stored.</summary>
    [Id(0)]
    public int FormatVersion { get; set; }

    /// <summary>The document, UTF-8.</summary>
    [Id(1)]
    public byte[] Json { get; set; } = [];
}
