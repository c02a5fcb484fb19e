using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.EndToEnd.Kills;

/// <summary>One attempt at a partition: what it writes follows from its index and its attempt.</summary>
/// <param name="Index">Which partition.</param>
/// <param name="Attempt">Which attempt at it.</param>
internal sealed record KilledPartition(int Index, int Attempt)
{
    public const int SubpartitionCount = 3;

    private const int RecordCount = 24;

    /// <summary>Its records, in order.</summary>
    public IEnumerable<(int Subpartition, byte[] Bytes)> Records()
    {
        Random random = new((Index * 100) + Attempt);
        for (int i = 0; i < RecordCount; i++)
        {
            byte[] bytes = new byte[random.Next(1, 60_000)];
            random.NextBytes(bytes);
            yield return (random.Next(SubpartitionCount), bytes);
        }
    }

    /// <summary>What a reader of a subpartition must get.</summary>
    public byte[] BytesOf(int subpartition) => [.. Records().Where(record => record.Subpartition == subpartition).SelectMany(record => record.Bytes)];

    public bool Is(PartitionAttemptId attempt) => attempt.Partition.PartitionIndex == Index && attempt.Attempt == Attempt;
}
