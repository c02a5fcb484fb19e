using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>The parts of a partition's file, from its length.</summary>
internal static class FileSections
{
    /// <summary>Of a committed file; that of a contribution has no frames.</summary>
    public static LayoutSection[] OfCommitted(long fileBytes, int indexBytes)
    {
        long footer = fileBytes - PartitionFileFooter.Length;
        long index = footer - indexBytes;
        return
        [
            new(SectionKind.Header, 0, PartitionFileHeader.Length),
            new(SectionKind.Frames, PartitionFileHeader.Length, index - PartitionFileHeader.Length),
            new(SectionKind.Index, index, indexBytes),
            new(SectionKind.Footer, footer, PartitionFileFooter.Length),
        ];
    }

    /// <summary>Of one that is being written.</summary>
    public static LayoutSection[] OfPartial(long fileBytes) =>
    [
        new(SectionKind.Header, 0, PartitionFileHeader.Length),
        new(SectionKind.Frames, PartitionFileHeader.Length, fileBytes - PartitionFileHeader.Length),
    ];
}
