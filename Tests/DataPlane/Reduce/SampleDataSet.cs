using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>A data set with reduce partitions: makes contributions of its producers, and what a reader of them must get.</summary>
internal sealed class SampleDataSet(int subpartitionCount)
{
    public JobId Job { get; } = new(Guid.NewGuid());

    public DataSetId Id { get; } = new(Guid.NewGuid());

    public int SubpartitionCount { get; } = subpartitionCount;

    public PartitionAttemptId AttemptOf(int producer, int attempt = 0, long epoch = 1) =>
        new(new DataPartitionId(Job, Id, DataPartitionKind.Reduce, producer), attempt, epoch);

    /// <summary>A contribution without frames.</summary>
    public SamplePartition Contribution(int producer, int attempt = 0, long epoch = 1) =>
        new(SubpartitionCount) { Attempt = AttemptOf(producer, attempt, epoch) };

    /// <summary>A contribution with two regions, some broadcast, and something for each subpartition but those the producer skips.</summary>
    public SamplePartition Mixed(int producer, int attempt = 0, long epoch = 1)
    {
        (int, int)[] frames = [.. Enumerable.Range(0, SubpartitionCount).Where(j => (j + producer) % 3 != 0).Select(j => (j, 100 + (j * 10) + producer))];
        return Contribution(producer, attempt, epoch).Region(frames).Broadcast(30 + producer).Region([.. frames, (SubpartitionCount - 1, 20_000)]);
    }

    public OpenReduceReadMessage Read(SubpartitionRange range, params SamplePartition[] contributions) => new(
        Job, Id, range, 0, RawReader.Plenty, [.. contributions.Select(contribution => ProducerTag.Of(contribution.Attempt))]);

    /// <summary>What a reader of the range must get of these contributions.</summary>
    public static Dictionary<(int Producer, int Subpartition), byte[]> Expected(SubpartitionRange range, params SamplePartition[] contributions)
    {
        Dictionary<(int, int), byte[]> expected = [];
        foreach (SamplePartition contribution in contributions)
        {
            for (int subpartition = range.First; subpartition <= range.Last; subpartition++)
            {
                byte[] bytes = contribution.BytesIn(SubpartitionRange.Single(subpartition));
                if (bytes.Length > 0)
                {
                    expected.Add((contribution.Attempt.Partition.PartitionIndex, subpartition), bytes);
                }
            }
        }

        return expected;
    }
}
