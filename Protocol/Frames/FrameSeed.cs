using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Frames;

/// <summary>
/// The start of every frame checksum of one partition attempt: a CRC-32C that has already been fed with the identity, so that a frame that strays into another
/// partition shows. The identity is 44 bytes: job 16, data set 16, kind 4, partition index 4, attempt 4 (little-endian integers). The epoch is left out: a copy
/// of the same
/// attempt on another worker is byte-identical.
/// </summary>
public readonly struct FrameSeed
{
    /// <summary>Bytes of the identity: 16 + 16 + 4 + 4 + 4.</summary>
    public const int IdentityLength = 44;

    private readonly Crc32C _seeded;

    /// <summary>Makes the seed of one partition attempt.</summary>
    public FrameSeed(DataPartitionId partition, int attempt)
    {
        Span<byte> identity = stackalloc byte[IdentityLength];
        IdBytes.Write(partition.Job, identity);
        IdBytes.Write(partition.DataSet, identity[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(identity[32..], (int)partition.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(identity[36..], partition.PartitionIndex);
        BinaryPrimitives.WriteInt32LittleEndian(identity[40..], attempt);
        _seeded.Append(identity);
    }

    /// <summary>A checksum to feed with the first <see cref="FrameHeader.ChecksummedLength"/> bytes of the header and then the payload.</summary>
    public Crc32C Begin() => _seeded;

    /// <summary>Writes the header with its checksum in front of a payload. <paramref name="frame"/> starts at the header and ends with the payload.</summary>
    /// <returns>The checksum.</returns>
    public uint Seal(FrameHeader header, Span<byte> frame)
    {
        header.Write(frame);
        Crc32C crc = _seeded;
        crc.Append(frame[..FrameHeader.ChecksummedLength]);
        crc.Append(frame[FrameHeader.Length..header.FrameLength]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameHeader.ChecksummedLength..], crc.Value);
        return crc.Value;
    }
}
