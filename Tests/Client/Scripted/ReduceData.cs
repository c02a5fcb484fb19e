using System.Text;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>Names and frames of contributions to reduce partitions.</summary>
internal static class ReduceData
{
    private static readonly FrameSeed TagSeed = ProducerTag.SeedOf(Names.Job, Names.DataSet);

    public static RemoteShuffleDescriptor Shuffle(
        int producer, int subpartitionCount, IReadOnlyList<WorkerLocation> locations, int attempt = 0, long epoch = 1) =>
        new(Names.Result(producer, attempt), new PartitionAllocation(Attempt(producer, attempt, epoch), subpartitionCount, locations));

    public static PartitionAttemptId Attempt(int producer, int attempt = 0, long epoch = 1) =>
        new(new DataPartitionId(Names.Job, Names.DataSet, DataPartitionKind.Reduce, producer), attempt, epoch);

    public static ProducerTag Tag(int producer, int attempt = 0, long epoch = 1) => new(producer, attempt, epoch);

    public static byte[] TagFrame(ProducerTag tag, int subpartition) => ReducePile.TagFrame(TagSeed, subpartition, tag);

    /// <summary>A frame as its producer seals it.</summary>
    public static byte[] Frame(
        ProducerTag tag, int subpartition, int region, int sequence, string payload, FrameKind kind = FrameKind.Data)
    {
        FrameFlags flags = subpartition == FrameHeader.BroadcastSubpartition ? FrameFlags.Broadcast : FrameFlags.None;
        byte[] frame = [.. new byte[FrameHeader.Length], .. Encoding.UTF8.GetBytes(payload)];
        FrameSeed seed = new(Attempt(tag.ProducerIndex).Partition, tag.Attempt);
        seed.Seal(new FrameHeader(frame.Length - FrameHeader.Length, subpartition, region, (uint)sequence, kind, flags, 0), frame);
        return frame;
    }
}
