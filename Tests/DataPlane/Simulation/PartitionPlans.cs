using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Reduce;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>
/// Makes the partitions of a run by its seed: map and reduce, every durability, empty ones, small frames and the longest. One thread at a time.
/// </summary>
internal sealed class PartitionPlans(Random random)
{
    private const int SubpartitionCount = 5;
    private const int Longest = (64 * 1024) - FrameHeader.Length;

    private readonly SampleDataSet[] _dataSets = [new(SubpartitionCount), new(SubpartitionCount)];
    private int _producers;

    /// <summary>The next partition, for its first attempt.</summary>
    public PartitionAttemptId Next()
    {
        int producer = _producers++;
        SampleDataSet dataSet = _dataSets[random.Next(_dataSets.Length)];
        PartitionAttemptId reduce = dataSet.AttemptOf(producer);
        return random.Next(2) == 0
            ? reduce
            : reduce with { Partition = new DataPartitionId(dataSet.Job, dataSet.Id, DataPartitionKind.Map, producer) };
    }

    /// <summary>What one attempt of it writes.</summary>
    public SamplePartition Content(PartitionAttemptId attempt, int seed)
    {
        Random content = new(seed);
        SamplePartition partition = new SamplePartition(SubpartitionCount) { Attempt = attempt }.With((Durability)content.Next(3));
        int regions = content.Next(4);
        for (int region = 0; region < regions; region++)
        {
            int Length() => content.Next(6) == 0 ? content.Next(1, Longest) : content.Next(1, 3000);
            int[] subpartitions = [.. Enumerable.Range(0, content.Next(1, 12)).Select(_ => content.Next(SubpartitionCount)).Order()];
            partition.Region([.. subpartitions.Select(subpartition => (subpartition, Length()))]);
            if (content.Next(3) == 0)
            {
                partition.Broadcast(content.Next(1, 2000));
            }
        }

        return partition;
    }
}
