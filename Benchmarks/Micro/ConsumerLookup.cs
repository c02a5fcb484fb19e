using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>Walks through one consumer's frames in an index, as a read does, without the data.</summary>
internal static class ConsumerLookup
{
    public static long BytesOf(RegionIndex index, int consumer)
    {
        RangeCursor cursor = new(null!, index, SubpartitionRange.Single(consumer));
        long bytes = 0;
        while (!cursor.IsAtEnd)
        {
            bytes += cursor.Take(long.MaxValue, int.MaxValue).Length;
        }

        return bytes;
    }
}
