using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>
/// The first 128 bytes of a partition file, little-endian. docs/file-format.md has the table.
/// <code>
///   0  8  magic "SHUFMAP1"
///   8  2  format version, 1
///  10  2  length of this header, 128
///  12  4  subpartition count
///  16 16  job
///  32 16  data set
///  48  1  kind, then 3 zero bytes
///  52  4  partition index
///  56  4  attempt
///  60  4  zero
///  64  8  epoch
///  72  2  of a contribution to reduce partitions: index of the worker's share; of a map partition: zero
///  74  2  of a contribution: how many shares it has; of a map partition: zero
///  76 48  zero
/// 124  4  CRC-32C of bytes 0-123
/// 8 + 2 + 2 + 4 + 16 + 16 + 4 + 4 + 4 + 4 + 8 + 2 + 2 + 48 + 4 = 128
/// </code>
/// </summary>
/// <param name="Attempt">What the file holds.</param>
/// <param name="SubpartitionCount">How many subpartitions it has.</param>
/// <param name="ShareIndex">Which share of a contribution; 0 for a map partition.</param>
/// <param name="ShareCount">How many shares the contribution has; 0 for a map partition.</param>
internal readonly record struct PartitionFileHeader(PartitionAttemptId Attempt, int SubpartitionCount, int ShareIndex = 0, int ShareCount = 0)
{
    public const int Length = 128;

    private const ushort Version = 1;
    private const int ChecksumOffset = 124;

    private static ReadOnlySpan<byte> Magic => "SHUFMAP1"u8;

    public void Write(Span<byte> destination)
    {
        destination = destination[..Length];
        destination.Clear();
        Magic.CopyTo(destination);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[10..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], SubpartitionCount);
        IdBytes.Write(Attempt.Partition.Job, destination[16..]);
        IdBytes.Write(Attempt.Partition.DataSet, destination[32..]);
        destination[48] = (byte)Attempt.Partition.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(destination[52..], Attempt.Partition.PartitionIndex);
        BinaryPrimitives.WriteInt32LittleEndian(destination[56..], Attempt.Attempt);
        BinaryPrimitives.WriteInt64LittleEndian(destination[64..], Attempt.Epoch);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[72..], (ushort)ShareIndex);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[74..], (ushort)ShareCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[ChecksumOffset..], Crc32C.Of(destination[..ChecksumOffset]));
    }

    /// <summary>
    /// The checksum in a header's bytes: what ties a footer to it. Not a checksum over all of them, since that of bytes with their own CRC behind them is the
    /// same
    /// for every header.
    /// </summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumOffset..]);

    public static bool TryRead(ReadOnlySpan<byte> source, out PartitionFileHeader header)
    {
        DataPartitionId partition = new(
            IdBytes.Read<JobId>(source[16..]),
            IdBytes.Read<DataSetId>(source[32..]),
            (DataPartitionKind)source[48],
            BinaryPrimitives.ReadInt32LittleEndian(source[52..]));
        header = new PartitionFileHeader(
            new PartitionAttemptId(partition, BinaryPrimitives.ReadInt32LittleEndian(source[56..]), BinaryPrimitives.ReadInt64LittleEndian(source[64..])),
            BinaryPrimitives.ReadInt32LittleEndian(source[12..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[72..]),
            BinaryPrimitives.ReadUInt16LittleEndian(source[74..]));
        return source[..8].SequenceEqual(Magic)
            && BinaryPrimitives.ReadUInt16LittleEndian(source[8..]) == Version
            && BinaryPrimitives.ReadUInt16LittleEndian(source[10..]) == Length
            && BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumOffset..]) == Crc32C.Of(source[..ChecksumOffset])
            && partition.Kind is (DataPartitionKind.Map or DataPartitionKind.Reduce)
            && partition.PartitionIndex >= 0
            && header.Attempt.Attempt >= 0
            && header.Attempt.Epoch > 0
            && header.SubpartitionCount is > 0 and <= OpenWriteMessage.MaxSubpartitionCount
            && (partition.Kind == DataPartitionKind.Reduce
                ? header.ShareIndex < header.ShareCount && header.ShareCount <= header.SubpartitionCount
                : header is { ShareIndex: 0, ShareCount: 0 });
    }
}
