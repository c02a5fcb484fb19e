namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>An index as it stands in the file of what it indexes, between the frames and the footer.</summary>
internal interface IStoredIndex
{
    /// <summary>Bytes of the file form.</summary>
    int Length { get; }

    /// <summary>Writes <see cref="Length"/> bytes.</summary>
    void Write(Span<byte> destination);
}
