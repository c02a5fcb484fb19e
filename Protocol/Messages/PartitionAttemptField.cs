using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Messages;

/// <summary>The wire form of a <see cref="PartitionAttemptId"/>: job 16, data set 16, kind 1, partition index 4, attempt 4, epoch 8 = 49 bytes.</summary>
internal static class PartitionAttemptField
{
    public const int Length = 16 + 16 + 1 + 4 + 4 + 8;

    public static void Write(ref WireWriter writer, PartitionAttemptId id)
    {
        writer.Id(id.Partition.Job);
        writer.Id(id.Partition.DataSet);
        writer.Byte((byte)id.Partition.Kind);
        writer.Int32(id.Partition.PartitionIndex);
        writer.Int32(id.Attempt);
        writer.Int64(id.Epoch);
    }

    public static PartitionAttemptId Read(ref WireReader reader)
    {
        DataPartitionId partition = new(reader.Id<JobId>(), reader.Id<DataSetId>(), (DataPartitionKind)reader.Byte(), reader.Int32());
        return new PartitionAttemptId(partition, reader.Int32(), reader.Int64());
    }

    public static bool IsSane(PartitionAttemptId id) =>
        id.Partition.Kind is (DataPartitionKind.Map or DataPartitionKind.Reduce) && id.Partition.PartitionIndex >= 0 && id.Attempt >= 0 && id.Epoch > 0;
}
