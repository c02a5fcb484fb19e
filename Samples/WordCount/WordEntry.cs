namespace ShuffleOrleans.Samples.WordCount;

/// <summary>A word of a <see cref="WordTable"/> and how often it was seen.</summary>
internal struct WordEntry
{
    /// <summary>Hash of the word.</summary>
    public uint Hash { get; init; }

    /// <summary>Where its bytes lie in the table.</summary>
    public int Offset { get; init; }

    /// <summary>How many bytes.</summary>
    public int Length { get; init; }

    /// <summary>How often it was seen.</summary>
    public long Count { get; set; }
}
