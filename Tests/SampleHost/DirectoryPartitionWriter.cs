using System.Buffers.Binary;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.SampleHost;

internal sealed class DirectoryPartitionWriter(string directory, ResultPartitionDeploymentDescriptor partition) : IResultPartitionWriter
{
    private readonly byte[] _header = new byte[8];
    private FileStream? _file;
    private long _payloadBytes;
    private long _pieceCount;

    public ResultPartitionId ResultPartition => partition.Shuffle.ResultPartition;

    public int SubpartitionCount => partition.SubpartitionCount;

    private string PartialPath => PartitionFile.Partial(directory, ResultPartition);

    public ValueTask SetupAsync(CancellationToken cancellationToken = default)
    {
        _file = new FileStream(PartialPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        return ValueTask.CompletedTask;
    }

    public ValueTask EmitRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default)
    {
        ReadOnlySpan<byte> rest = record.Span;
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<byte> piece = rest[..Math.Min(rest.Length, PartitionFile.MaxPieceBytes)];
            BinaryPrimitives.WriteInt32LittleEndian(_header, subpartition);
            BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(4), piece.Length);
            _file!.Write(_header);
            _file.Write(piece);
            _payloadBytes += piece.Length;
            _pieceCount++;
            rest = rest[piece.Length..];
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask BroadcastRecordAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
        => EmitRecordAsync(record, -1, cancellationToken);

    public ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken = default)
        => throw new NotSupportedException("The directory shuffle carries no events.");

    public ValueTask FlushAllAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<PartitionReceipt> FinishAsync(CancellationToken cancellationToken = default)
    {
        _file!.Dispose();
        File.Move(PartialPath, PartitionFile.Committed(directory, ResultPartition));
        return ValueTask.FromResult(new PartitionReceipt(1, _pieceCount, _payloadBytes, 0));
    }

    public void Fail(Exception error) => _file?.Dispose();

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        File.Delete(PartialPath);
        return ValueTask.CompletedTask;
    }
}
