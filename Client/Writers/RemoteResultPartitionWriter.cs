using System.Diagnostics;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Writes the output of one producer attempt to shuffle workers: all of it to one, or each of several its share of the subpartitions. This is its life and what
/// a task may call when; <see cref="RegionCollector"/> holds the records and the memory, <see cref="PartitionSender"/> the channels, from setup to dispose.
/// </summary>
internal sealed class RemoteResultPartitionWriter : IResultPartitionWriter, IRecordPlaces
{
    private readonly StoredShuffleDescriptor _descriptor;
    private readonly ConnectionPool _connections;
    private readonly WriterMemory _memory;
    private readonly CompressionCodec _codec;
    private readonly string _owner;
    private RegionCollector? _collector;
    private PartitionSender? _sender;
    private Activity? _span;
    private Exception? _failure;
    private bool _finished;
    private bool _disposed;

    public RemoteResultPartitionWriter(
        StoredShuffleDescriptor descriptor, int subpartitionCount, ConnectionPool connections, WriterMemory memory, CompressionCodec codec, string owner)
    {
        _descriptor = descriptor;
        SubpartitionCount = subpartitionCount;
        _connections = connections;
        _memory = memory;
        _codec = codec;
        _owner = owner;
    }

    public ResultPartitionId ResultPartition => _descriptor.ResultPartition;

    public int SubpartitionCount { get; }

    public async ValueTask SetupAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(needsSetup: false);
        if (_sender is not null)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is set up already.");
        }

        List<ConnectionLease> leases = [];
        ChunkPool pool;
        try
        {
            foreach (WorkerLocation location in _descriptor.Allocation.Locations)
            {
                leases.Add(await _connections.LeaseAsync(WorkerEndpoint.ForWriting(location), cancellationToken));
            }

            pool = OpenPool(leases.Min(lease => lease.Connection.Limits.MaxFrameLength));
        }
        catch
        {
            // Setting up may be tried again later.
            leases.ForEach(lease => lease.Dispose());
            throw;
        }

        _span = ClientSpans.StartWrite(_descriptor.Allocation.Attempt, leases.Count);
        _sender = new PartitionSender(ResultPartition, SubpartitionCount, [.. leases.Select(lease => OpenShare(lease, pool))]);
        _collector = new RegionCollector(pool, _sender, SubpartitionCount, _memory.RegionChunks(pool, SubpartitionCount));
    }

    public bool TryReserve(int bytes, int subpartition, out Span<byte> place)
    {
        ThrowIfUnusable();
        if ((uint)subpartition < (uint)SubpartitionCount)
        {
            return _collector!.TryReserve(bytes, subpartition, out place);
        }

        // The long way says what is wrong.
        place = default;
        return false;
    }

    public ValueTask EmitRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        if ((uint)subpartition >= (uint)SubpartitionCount)
        {
            throw new ArgumentOutOfRangeException(nameof(subpartition), subpartition, $"{ResultPartition} has {SubpartitionCount} subpartitions.");
        }

        return _collector!.EmitAsync(record, subpartition, cancellationToken);
    }

    public ValueTask BroadcastRecordAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        return _collector!.BroadcastAsync(record, cancellationToken);
    }

    public async ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        if (eventBytes.Length > _collector!.MaxEventBytes || eventBytes.IsEmpty)
        {
            throw new ArgumentException($"An event has 1 to {_collector.MaxEventBytes} bytes, not {eventBytes.Length}.", nameof(eventBytes));
        }

        await _collector.BroadcastEventAsync(eventBytes, cancellationToken);
    }

    public ValueTask FlushAllAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable();
        _collector!.Flush();
        return default;
    }

    public async ValueTask<PartitionReceipt> FinishAsync(CancellationToken cancellationToken = default)
    {
        await FlushAllAsync(cancellationToken);
        _sender!.Finish();
        PartitionReceipt receipt = await _sender.Committed.WaitAsync(cancellationToken);
        _finished = true;
        _span?.SetTag("shuffle.bytes", receipt.FrameBytes).Dispose();
        return receipt;
    }

    public void Fail(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _failure ??= error;
        _span?.Fail(error);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_sender is null)
        {
            return;
        }

        if (!_finished)
        {
            await _sender.AbortAsync();
            _span?.Fail(_failure ?? _sender.Committed.Exception?.InnerException ?? new OperationCanceledException("It was given up."));
            _span?.Dispose();
        }

        _collector!.Dispose();
        _sender.Close();
    }

    private ShareSender OpenShare(ConnectionLease lease, ChunkPool pool) =>
        new(lease, pool, _descriptor.Allocation.Attempt, SubpartitionCount, _descriptor.Allocation.Storage, _codec,
            new WriteWatch(_connections.Metrics, _connections.Time, _span?.Context ?? Activity.Current?.Context ?? default));

    private ChunkPool OpenPool(int maxFrameLength)
    {
        try
        {
            return _memory.OpenPool($"{_owner} writes {ResultPartition}", SubpartitionCount, maxFrameLength);
        }
        catch (ShuffleException e)
        {
            throw new PartitionException(ResultPartition, e.Code, e.Message, e);
        }
    }

    private void ThrowIfUnusable(bool needsSetup = true)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if ((_failure ?? _collector?.TornBy) is Exception failure)
        {
            throw new PartitionException(
                ResultPartition, ShuffleErrorCode.WriteAborted, $"The task of {ResultPartition} has failed: {failure.Message}", failure);
        }

        if (needsSetup && _sender is null)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is not set up.");
        }

        if (_finished)
        {
            throw new InvalidOperationException($"The writer of {ResultPartition} is finished.");
        }

        _sender?.ThrowIfFailed();
    }
}
