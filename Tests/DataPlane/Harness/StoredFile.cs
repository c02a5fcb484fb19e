using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Checksums;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>The file form of a sample partition, put together as docs/file-format.md tells it, and where its parts begin.</summary>
internal sealed class StoredFile
{
    private StoredFile(SamplePartition partition, byte[] bytes, int indexOffset)
    {
        Partition = partition;
        Bytes = bytes;
        IndexOffset = indexOffset;
    }

    public SamplePartition Partition { get; }

    public byte[] Bytes { get; }

    public string Name => PartitionFileName.Of(Partition.Attempt);

    /// <summary>Where the index begins, which is where the frames end.</summary>
    public int IndexOffset { get; }

    public int FooterOffset => Bytes.Length - PartitionFileFooter.Length;

    public static StoredFile Of(SamplePartition partition)
    {
        RegionIndexBuilder builder = new(partition.SubpartitionCount, int.MaxValue, int.MaxValue);
        foreach (SampleFrame frame in partition.Frames)
        {
            builder.Add(frame.Header);
        }

        RegionIndex index = builder.Build();
        byte[] frames = partition.Bytes;
        int indexOffset = PartitionFileHeader.Length + frames.Length;
        byte[] bytes = new byte[indexOffset + index.Length + PartitionFileFooter.Length];
        new PartitionFileHeader(partition.Attempt, partition.SubpartitionCount).Write(bytes);
        frames.CopyTo(bytes, PartitionFileHeader.Length);
        index.Write(bytes.AsSpan(indexOffset));
        uint header = PartitionFileHeader.ChecksumOf(bytes);
        uint indexChecksum = Crc32C.Of(bytes.AsSpan(indexOffset, index.Length));
        new PartitionFileFooter(indexOffset, index.Length, indexChecksum, header, partition.Receipt).Write(bytes.AsSpan(indexOffset + index.Length));
        return new StoredFile(partition, bytes, indexOffset);
    }

    /// <summary>Writes it below a data directory, where a worker would have put it.</summary>
    public StoredFile WriteTo(TempDirectory directory, byte[]? bytes = null)
    {
        string path = directory.PathOf(Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes ?? Bytes);
        return this;
    }

    /// <summary>A copy with one bit flipped.</summary>
    public byte[] Flipped(int offset, int bit)
    {
        byte[] copy = [.. Bytes];
        copy[offset] ^= (byte)(1 << bit);
        return copy;
    }
}
