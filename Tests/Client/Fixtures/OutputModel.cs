using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>The slow model of one partition, in memory: each call goes to the writer and to a list per subpartition.</summary>
internal sealed class OutputModel
{
    private readonly Recorded[] _subpartitions;

    public OutputModel(int subpartitionCount)
    {
        _subpartitions = new Recorded[subpartitionCount];
        for (int i = 0; i < subpartitionCount; i++)
        {
            _subpartitions[i] = new Recorded();
        }
    }

    public int SubpartitionCount => _subpartitions.Length;

    public Recorded this[int subpartition] => _subpartitions[subpartition];

    public Task EmitAsync(IResultPartitionWriter writer, byte[] record, int subpartition)
    {
        _subpartitions[subpartition].Data(record);
        return writer.EmitRecordAsync(record, subpartition).AsTask();
    }

    public Task BroadcastAsync(IResultPartitionWriter writer, byte[] record)
    {
        Array.ForEach(_subpartitions, each => each.Data(record));
        return writer.BroadcastRecordAsync(record).AsTask();
    }

    public Task EventAsync(IResultPartitionWriter writer, byte[] bytes)
    {
        Array.ForEach(_subpartitions, each => each.Event(bytes));
        return writer.BroadcastEventAsync(bytes).AsTask();
    }

    /// <summary>A seeded mix of everything a writer takes: mostly small records, some empty, some larger than a chunk, broadcasts, events, flushes.</summary>
    public async Task WriteRandomAsync(IResultPartitionWriter writer, Random random, int calls, int largeBytes = 20_000)
    {
        for (int i = 0; i < calls; i++)
        {
            int dice = random.Next(100);
            int length = dice % 10 == 0 ? random.Next(largeBytes) : dice % 7 == 0 ? 0 : random.Next(300);
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            await (dice switch
            {
                < 90 => EmitAsync(writer, bytes, random.Next(SubpartitionCount)),
                < 96 => BroadcastAsync(writer, bytes),
                < 98 => EventAsync(writer, bytes.Length is 0 or > 1000 ? [1, 2, 3] : bytes),
                _ => writer.FlushAllAsync().AsTask(),
            });
        }
    }
}
