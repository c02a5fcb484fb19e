using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Format;

/// <summary>Partitions and ranges by a seed, and their index as the worker builds it.</summary>
internal static class StorageGen
{
    /// <summary>Up to six regions of up to eight short frames, some broadcast.</summary>
    public static SamplePartition Partition(Random random)
    {
        SamplePartition partition = new(random.Next(1, 12));
        for (int regions = random.Next(7); regions > 0; regions--)
        {
            int[] lengths = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(1, 50))];
            if (random.Next(4) == 0)
            {
                partition.Broadcast(lengths);
            }
            else
            {
                int[] subpartitions = [.. lengths.Select(_ => random.Next(partition.SubpartitionCount)).Order()];
                partition.Region([.. subpartitions.Zip(lengths)]);
            }
        }

        return partition;
    }

    public static SubpartitionRange Range(Random random, int subpartitionCount)
    {
        int first = random.Next(subpartitionCount);
        return new SubpartitionRange(first, random.Next(first, subpartitionCount));
    }

    public static RegionIndexBuilder Builder(SamplePartition partition)
    {
        RegionIndexBuilder builder = new(partition.SubpartitionCount, 1000, 100_000);
        foreach (SampleFrame frame in partition.Frames)
        {
            Assert.Equal(ShuffleErrorCode.None, builder.Check(frame.Header));
            builder.Add(frame.Header);
        }

        return builder;
    }

    public static byte[] Bytes(RegionIndex index)
    {
        byte[] bytes = new byte[index.Length];
        index.Write(bytes);
        return bytes;
    }
}
