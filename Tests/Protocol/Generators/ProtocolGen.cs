using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Protocol.Generators;

/// <summary>Valid values of the protocol's types, shared by all property tests. Numbers lean towards the ends of their ranges.</summary>
internal static class ProtocolGen
{
    public static Gen<byte[]> Bytes(int maxLength) =>
        from length in Gen.Choose(0, maxLength)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length)
        select bytes;

    public static Gen<int> Int32(int min, int max) => Gen.OneOf(Gen.Choose(min, max), Gen.Elements(min, max));

    public static Gen<long> Int64(long min, long max) => Gen.OneOf(UInt64().Select(value => Within(value, min, max)), Gen.Elements(min, max));

    public static Gen<uint> UInt32() => Int64(0, uint.MaxValue).Select(value => (uint)value);

    /// <summary>All magnitudes alike: the number of leading zero bits is drawn first.</summary>
    public static Gen<ulong> UInt64() =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        from zeros in Gen.Choose(0, 63)
        select (((ulong)high << 33) ^ ((ulong)low << 2) ^ ((uint)low & 3)) >> zeros;

    public static Gen<uint> Channel() => UInt32().Where(value => value != 0);

    public static Gen<TId> Id<TId>()
        where TId : struct, IShuffleId<TId>
        => Gen.OneOf(ArbMap.Default.GeneratorFor<Guid>(), Gen.Constant(Guid.Empty)).Select(TId.FromGuid);

    /// <summary>Text of whole characters of one to four bytes, at most <paramref name="maxBytes"/> bytes.</summary>
    public static Gen<string> Text(int maxBytes) =>
        Gen.ListOf(Gen.Elements("a", "Z", " ", "\0", "ß", "€", "漢", "😀")).Select(parts => FitInto(string.Concat(parts), maxBytes));

    public static Gen<DataPartitionId> Partition() =>
        from job in Id<JobId>()
        from dataSet in Id<DataSetId>()
        from kind in Gen.Elements(DataPartitionKind.Map, DataPartitionKind.Reduce)
        from index in Int32(0, int.MaxValue)
        select new DataPartitionId(job, dataSet, kind, index);

    public static Gen<PartitionAttemptId> Attempt() =>
        from partition in Partition()
        from attempt in Int32(0, int.MaxValue)
        from epoch in Int64(1, long.MaxValue)
        select new PartitionAttemptId(partition, attempt, epoch);

    public static Gen<StorageChoice> Storage() =>
        from durability in Gen.Elements(Durability.PageCache, Durability.Memory, Durability.Fsync)
        from kind in Gen.Elements<DiskKind?>(null, DiskKind.Hdd, DiskKind.Ssd)
        select new StorageChoice(durability, kind);

    /// <summary>A worker's share: the only one of a map partition, any of a contribution.</summary>
    public static Gen<(ushort Index, ushort Count)> Share(DataPartitionKind kind, int subpartitionCount) =>
        from count in Int32(1, kind == DataPartitionKind.Reduce ? Math.Min(subpartitionCount, ushort.MaxValue) : 1)
        from index in Int32(0, count - 1)
        select ((ushort)index, (ushort)count);

    public static Gen<ProducerTag> Producer() => Attempt().Select(ProducerTag.Of);

    /// <summary>One to <paramref name="most"/> contributions, ascending by producer.</summary>
    public static Gen<ProducerTag[]> Producers(int most) =>
        from count in Gen.Choose(1, most)
        from tags in Gen.ArrayOf(Producer(), count)
        select tags.DistinctBy(tag => tag.ProducerIndex).OrderBy(tag => tag.ProducerIndex).ToArray();

    public static Gen<SubpartitionRange> Range() =>
        from one in Int32(0, OpenWriteMessage.MaxSubpartitionCount - 1)
        from other in Int32(0, OpenWriteMessage.MaxSubpartitionCount - 1)
        select new SubpartitionRange(Math.Min(one, other), Math.Max(one, other));

    public static Gen<PartitionReceipt> Receipt() => Gen.OneOf(Gen.Constant(PartitionReceipt.Empty), FilledReceipt());

    public static Gen<ErrorDetail> Error() =>
        from code in Gen.Elements(Enum.GetValues<ShuffleErrorCode>())
        from text in Text(ErrorDetail.MaxTextBytes)
        select new ErrorDetail(code, text);

    public static Gen<FrameHeader> Header(int maxPayload = FrameHeader.MaxPayloadLength) =>
        from payload in Int32(1, maxPayload)
        from broadcast in Gen.Elements(true, false)
        from subpartition in Int32(0, int.MaxValue)
        from region in Int32(0, int.MaxValue)
        from sequence in UInt32()
        from kind in Gen.Elements(FrameKind.Data, FrameKind.Event)
        from lz4 in Gen.Elements(FrameFlags.None, FrameFlags.Lz4)
        from checksum in UInt32()
        select new FrameHeader(
            payload,
            broadcast ? FrameHeader.BroadcastSubpartition : subpartition,
            region,
            sequence,
            kind,
            lz4 | (broadcast ? FrameFlags.Broadcast : FrameFlags.None),
            checksum);

    private static Gen<PartitionReceipt> FilledReceipt() =>
        from frames in Int64(1, PartitionReceipt.MaxFrameCount)
        from regions in Int64(1, Math.Min(frames, int.MaxValue))
        from payload in Int64(frames, frames * FrameHeader.MaxPayloadLength)
        from digest in UInt64()
        select new PartitionReceipt((int)regions, frames, payload, digest);

    private static long Within(ulong value, long min, long max)
    {
        ulong size = unchecked((ulong)max - (ulong)min) + 1;
        return unchecked((long)((ulong)min + (size == 0 ? value : value % size)));
    }

    private static string FitInto(string text, int maxBytes)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            text = text[..(text.Length / 2)];
        }

        return text.TrimEnd('\uD83D');
    }
}
