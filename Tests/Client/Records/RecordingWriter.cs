using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Client.Records;

/// <summary>Keeps what is emitted, one byte stream for each subpartition. Injects no faults.</summary>
public sealed class RecordingWriter(int subpartitionCount) : IResultPartitionWriter
{
    public List<byte>[] Streams { get; } = [.. Enumerable.Range(0, subpartitionCount).Select(_ => new List<byte>())];

    public int EmitCount { get; private set; }

    public ResultPartitionId ResultPartition => default;

    public int SubpartitionCount => Streams.Length;

    public ValueTask SetupAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask EmitRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default)
    {
        EmitCount++;
        Streams[subpartition].AddRange(record.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask BroadcastRecordAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        EmitCount++;
        foreach (List<byte> stream in Streams)
        {
            stream.AddRange(record.Span);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask FlushAllAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<PartitionReceipt> FinishAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(PartitionReceipt.Empty);

    public void Fail(Exception error)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
