using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>What the small benchmarks work on: the same in each run.</summary>
internal static class MicroData
{
    private const int Seed = 20261121;

    public static PartitionAttemptId Attempt { get; } = new(
        new DataPartitionId(
            JobId.Parse("000102030405060708090a0b0c0d0e0f", null), DataSetId.Parse("101112131415161718191a1b1c1d1e1f", null), DataPartitionKind.Map, PartitionIndex: 3),
        Attempt: 0,
        Epoch: 1);

    public static byte[] Bytes(int count)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(count);
        new Random(Seed).NextBytes(bytes);
        return bytes;
    }
}
