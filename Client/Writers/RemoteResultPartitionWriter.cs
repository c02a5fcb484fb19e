using System.Numerics;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Writes the output of one producer attempt to a shuffle worker. Records collect in a sort buffer; a full one, a flush, or a change between records for one
/// and records for all consumers sends it as a region. Owns its
/// memory, its lease of the connection and its channel from setup to dispose.
/// </summary>
internal sealed class RemoteResultPartitionWriter : IResultPartitionWriter
{
    // Fewer bytes than this in a frame would be mostly header and handling.
    private const int MinChunkBytes = 4 * 1024;

    private readonly StoredShuffleDescriptor _descriptor;
    private readonly ConnectionPool _connections;
    private readonly MemoryLedger _ledger;
    private readonly WriterOptions _options;
    private readonly CompressionCodec _codec;
    private readonly string _owner;
    private ConnectionLease? _lease;
    private ChunkPool? _pool;
    private SortBuffer _records = null!;
    private SortBuffer _broadcast = null!;
    private WriteChannel? _channel;
    private RegionSender _sender = null!;
    private Exception? _failure;
    private bool _finished;
    private bool _disposed;

    public RemoteResultPartitionWriter(
        StoredShuffleDescriptor descriptor, int subpartitionCount, ConnectionPool connections, MemoryLedger ledger, WriterOptions options, CompressionCodec codec, string owner)
    {
        _descriptor = descriptor;
        SubpartitionCount = subpartitionCount;
        _connections = connections;
        _ledger = ledger;
        _options = options;
        _codec = codec;
        _owner = owner;
    }

    public ResultPartitionId ResultPartition => _descriptor.ResultPartition;

    public int SubpartitionCount { get; }

    private PartitionAttemptId Attempt => _descriptor.Allocation.Attempt;

    public async ValueTask SetupAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(needsSetup: false);
        if (_channel is not null)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is set up already.");
        }

        WorkerLocation location = _descriptor.Allocation.Locations[0];
        WorkerEndpoint endpoint = new(location.Worker, location.Incarnation, location.Host, location.DataPort, ConnectionDirection.Write);
        ConnectionLease lease = await _connections.LeaseAsync(endpoint, cancellationToken);
        ClientConnection connection = lease.Connection;
        LedgerAccount account = OpenAccount(lease);
        _lease = lease;
        _pool = new ChunkPool(account, ChunkBytes(account, connection.Limits.MaxFrameLength));
        // Half for the region being filled, half for frames on their way; a broadcast region is never filled at the same time.
        int regionChunks = Math.Max(1, _pool.Capacity / 2);
        _records = new SortBuffer(_pool, SubpartitionCount, regionChunks);
        _broadcast = new SortBuffer(_pool, 1, regionChunks);
        _channel = new WriteChannel(connection, _pool, Attempt, SubpartitionCount);
        _sender = new RegionSender(new FrameSeed(Attempt.Partition, Attempt.Attempt), _channel, _codec, _pool.PayloadBytes);
    }

    public ValueTask EmitRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        if ((uint)subpartition >= (uint)SubpartitionCount)
        {
            throw new ArgumentOutOfRangeException(nameof(subpartition), subpartition, $"{ResultPartition} has {SubpartitionCount} subpartitions.");
        }

        if (_broadcast.IsEmpty && _records.Fits(record.Length, subpartition) && _records.Append(record.Span, subpartition) is int appended)
        {
            return appended == record.Length ? default : AppendRestAsync(_records, record[appended..], subpartition, cancellationToken);
        }

        return EmitSlowlyAsync(_records, record, subpartition, cancellationToken);
    }

    public ValueTask BroadcastRecordAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        return EmitSlowlyAsync(_broadcast, record, 0, cancellationToken);
    }

    public async ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        if (eventBytes.Length > _pool!.PayloadBytes || eventBytes.IsEmpty)
        {
            throw new ArgumentException($"An event has 1 to {_pool.PayloadBytes} bytes, not {eventBytes.Length}.", nameof(eventBytes));
        }

        await FlushAllAsync(cancellationToken);
        Chunk chunk = await TakeChunkAsync(cancellationToken);
        chunk.Append(eventBytes.Span);
        _sender.StartRegion();
        _sender.Send(chunk, FrameHeader.BroadcastSubpartition, FrameKind.Event);
    }

    public ValueTask FlushAllAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        Flush(_records, FrameSubpartition);
        Flush(_broadcast, static _ => FrameHeader.BroadcastSubpartition);
        return default;
    }

    public async ValueTask<PartitionReceipt> FinishAsync(CancellationToken cancellationToken = default)
    {
        await FlushAllAsync(cancellationToken);
        _channel!.Finish(_sender.Receipt);
        try
        {
            PartitionReceipt receipt = await _channel.Ended.WaitAsync(cancellationToken);
            _finished = true;
            return receipt;
        }
        catch (ShuffleException e)
        {
            throw Failed(e);
        }
    }

    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _failure ??= error;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_channel is not null && !_finished)
        {
            await _channel.AbortAsync();
        }

        if (_pool is not null)
        {
            _records.Clear();
            _broadcast.Clear();
            _pool.Dispose();
        }

        _lease?.Dispose();
    }

    private static int FrameSubpartition(int bucket) => bucket;

    private LedgerAccount OpenAccount(ConnectionLease lease)
    {
        int wanted = (int)(_options.MemoryPerPartitionBytes / _ledger.BufferBytes);
        for (int buffers = wanted; buffers >= 2; buffers /= 2)
        {
            if (_ledger.TryOpenAccount($"{_owner} writes {ResultPartition}", buffers, out LedgerAccount account))
            {
                return account;
            }
        }

        // Setting up may be tried again later.
        lease.Dispose();
        throw new PartitionException(
            ResultPartition, ShuffleErrorCode.MemoryExhausted, $"The executor's shuffle memory of {_ledger.BudgetBytes} bytes is all promised: {_owner} cannot write. Run fewer tasks at once or raise the budget.");
    }

    // As large as one frame may be, halved until every subpartition can have a chunk of the region and one more.
    private int ChunkBytes(LedgerAccount account, int maxFrameLength)
    {
        int chunk = Math.Min(account.BufferBytes, 1 << BitOperations.Log2((uint)maxFrameLength));
        long regionBytes = (long)account.Quota * account.BufferBytes / 2;
        while (chunk > MinChunkBytes && regionBytes / chunk < 2L * SubpartitionCount)
        {
            chunk /= 2;
        }

        return chunk;
    }

    private async ValueTask EmitSlowlyAsync(SortBuffer buffer, ReadOnlyMemory<byte> record, int bucket, CancellationToken cancellationToken)
    {
        // Records for one and for all consumers never share a region: what is collected of the other kind goes first.
        bool otherKind = buffer == _broadcast ? !_records.IsEmpty : !_broadcast.IsEmpty;
        if (otherKind || !buffer.Fits(record.Length, bucket))
        {
            await FlushAllAsync(cancellationToken);
        }

        if (!buffer.CanEverFit(record.Length))
        {
            await SendLargeRecordAsync(record, buffer == _broadcast ? FrameHeader.BroadcastSubpartition : bucket, cancellationToken);
            return;
        }

        await AppendRestAsync(buffer, record, bucket, cancellationToken);
    }

    private async ValueTask AppendRestAsync(SortBuffer buffer, ReadOnlyMemory<byte> rest, int bucket, CancellationToken cancellationToken)
    {
        while (true)
        {
            rest = rest[buffer.Append(rest.Span, bucket)..];
            if (rest.IsEmpty)
            {
                return;
            }

            await WaitInsideRecordAsync(WaitForChunkAsync(cancellationToken));
        }
    }

    // A record larger than the region's memory is a region of its own, cut into frames that are sent while it is still being copied.
    private async ValueTask SendLargeRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken)
    {
        _sender.StartRegion();
        while (!record.IsEmpty)
        {
            ThrowIfUnusable();
            if (_pool!.TryTake() is not Chunk chunk)
            {
                await WaitInsideRecordAsync(WaitForChunkAsync(cancellationToken));
                continue;
            }

            record = record[chunk.Append(record.Span)..];
            _sender.Send(chunk, subpartition, FrameKind.Data);
        }
    }

    // A record that was given up in its middle must never be committed.
    private async ValueTask WaitInsideRecordAsync(Task waiting)
    {
        try
        {
            await waiting;
        }
        catch (OperationCanceledException e)
        {
            Fail(e);
            throw;
        }
    }

    private void Flush(SortBuffer buffer, Func<int, int> subpartitionOf)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        _sender.StartRegion();
        int buckets = buffer == _broadcast ? 1 : SubpartitionCount;
        for (int bucket = 0; bucket < buckets; bucket++)
        {
            buffer.Drain(bucket, (
                _sender, Subpartition: subpartitionOf(bucket)), static (state, _, chunk) => state._sender.Send(chunk, state.Subpartition, FrameKind.Data));
        }
    }

    private async ValueTask<Chunk> TakeChunkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            ThrowIfUnusable();
            if (_pool!.TryTake() is Chunk chunk)
            {
                return chunk;
            }

            await WaitForChunkAsync(cancellationToken);
        }
    }

    // Chunks come back as the worker takes frames, or all at once when the channel fails.
    private async Task WaitForChunkAsync(CancellationToken cancellationToken)
    {
        await _pool!.WhenReturned().WaitAsync(cancellationToken);
        ThrowIfUnusable();
    }

    private void ThrowIfUnusable(bool needsSetup = true)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is not null)
        {
            throw new PartitionException(
                ResultPartition, ShuffleErrorCode.WriteAborted, $"The task of {ResultPartition} has failed: {_failure.Message}", _failure);
        }

        if (needsSetup && _channel is null)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is not set up.");
        }

        if (_finished)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is finished.");
        }

        if (_channel is { Ended.IsFaulted: true })
        {
            throw Failed((ShuffleException)_channel.Ended.Exception!.InnerException!);
        }
    }

    private PartitionException Failed(ShuffleException error) => new(ResultPartition, error.Code, $"Writing {Attempt} failed: {error.Message}", error);
}
