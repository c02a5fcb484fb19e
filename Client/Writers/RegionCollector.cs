using System.Runtime.CompilerServices;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Collects the records of one writer and sends them as regions: a full sort buffer, a flush, or a change between records for one and records for all consumers
/// ends a region. What is for all consumers is collected once for each share, since each share numbers and seals its own frames. Used by the writer's task.
/// Owns the pool.
/// </summary>
internal sealed class RegionCollector : IDisposable
{
    private readonly ChunkPool _pool;
    private readonly PartitionSender _sender;
    private readonly SortBuffer _records;
    private readonly SortBuffer _broadcast;

    /// <param name="pool">The memory.</param>
    /// <param name="sender">Where the regions go.</param>
    /// <param name="subpartitionCount">For how many consumers.</param>
    /// <param name="regionChunks">The most chunks of a region; another such region must fit the memory while this one is on its way.</param>
    public RegionCollector(ChunkPool pool, PartitionSender sender, int subpartitionCount, int regionChunks)
    {
        _pool = pool;
        _sender = sender;
        _records = new SortBuffer(pool, subpartitionCount, regionChunks);
        _broadcast = new SortBuffer(pool, sender.Shares.Length, regionChunks);
    }

    /// <summary>The longest event.</summary>
    public int MaxEventBytes => _pool.PayloadBytes;

    /// <summary>What cancelled a call in the middle of a record or event; null if nothing did. Such an output must never be committed.</summary>
    public OperationCanceledException? TornBy { get; private set; }

    /// <summary>Makes room for a record for one consumer without further ado, if that can be; the caller fills it at once.</summary>
    /// <returns>False if the record has to be given to <see cref="EmitAsync"/>.</returns>
    public bool TryReserve(int bytes, int subpartition, out Span<byte> place)
    {
        // While something for all consumers is collected, no bucket of the records has a chunk.
        return _records.TryReserve(bytes, subpartition, out place);
    }

    /// <summary>Adds a record for one consumer.</summary>
    public ValueTask EmitAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken)
    {
        if (_records.TryReserve(record.Length, subpartition, out Span<byte> place))
        {
            record.Span.CopyTo(place);
            return default;
        }

        if (!_broadcast.IsEmpty || !_records.Fits(record.Length, subpartition))
        {
            Flush();
        }

        if (!_records.CanEverFit(record.Length, 1))
        {
            _sender.StartRegion();
            return SendLargeAsync(record, _sender.ShareOf(subpartition), subpartition, cancellationToken);
        }

        int appended = _records.Append(record.Span, subpartition);
        return appended == record.Length ? default : AppendRestAsync(_records, record[appended..], subpartition, cancellationToken);
    }

    /// <summary>Adds a record for every consumer.</summary>
    public async ValueTask BroadcastAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (!_records.IsEmpty || !_broadcast.FitsEach(record.Length))
        {
            Flush();
        }

        bool isLarge = !_broadcast.CanEverFit(record.Length, _broadcast.BucketCount);
        if (isLarge)
        {
            _sender.StartRegion();
        }

        for (int share = 0; share < _broadcast.BucketCount; share++)
        {
            await (isLarge
                ? SendLargeAsync(record, _sender.Shares[share], FrameHeader.BroadcastSubpartition, cancellationToken)
                : AppendRestAsync(_broadcast, record, share, cancellationToken));
        }
    }

    /// <summary>Adds an event for every consumer, a region of its own.</summary>
    public async ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken)
    {
        Flush();
        _sender.StartRegion();
        foreach (ShareSender share in _sender.Shares)
        {
            Chunk chunk = await TakeChunkAsync(cancellationToken);
            chunk.Append(eventBytes.Span);
            share.Send(chunk, FrameHeader.BroadcastSubpartition, FrameKind.Event);
        }

        _sender.Push();
    }

    /// <summary>Sends what is collected.</summary>
    public void Flush()
    {
        // At most one of them has something.
        if (!_records.IsEmpty)
        {
            _sender.StartRegion();
            for (int subpartition = 0; subpartition < _records.BucketCount; subpartition++)
            {
                Send(_records.Take(subpartition), _sender.ShareOf(subpartition), subpartition);
            }

            _sender.Push();
        }
        else if (!_broadcast.IsEmpty)
        {
            _sender.StartRegion();
            for (int share = 0; share < _broadcast.BucketCount; share++)
            {
                Send(_broadcast.Take(share), _sender.Shares[share], FrameHeader.BroadcastSubpartition);
            }

            _sender.Push();
        }
    }

    /// <summary>Gives the memory back: what is collected is lost. Nothing may be on its way any more.</summary>
    public void Dispose()
    {
        _records.Clear();
        _broadcast.Clear();
        _pool.Dispose();
    }

    private static void Send(Chunk? first, ShareSender share, int subpartition)
    {
        while (first is Chunk chunk)
        {
            first = chunk.Next;
            chunk.Next = null;
            share.Send(chunk, subpartition, FrameKind.Data);
        }
    }

    // A writer that is faster than its connection comes here for every chunk.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AppendRestAsync(SortBuffer buffer, ReadOnlyMemory<byte> rest, int bucket, CancellationToken cancellationToken)
    {
        while (true)
        {
            rest = rest[buffer.Append(rest.Span, bucket)..];
            if (rest.IsEmpty)
            {
                return;
            }

            await WaitForChunkAsync(cancellationToken);
        }
    }

    // A record larger than the region's memory is a region of its own, cut into frames that are sent while it is still being copied.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendLargeAsync(ReadOnlyMemory<byte> record, ShareSender share, int subpartition, CancellationToken cancellationToken)
    {
        while (!record.IsEmpty)
        {
            Chunk chunk = await TakeChunkAsync(cancellationToken);
            record = record[chunk.Append(record.Span)..];
            share.Send(chunk, subpartition, FrameKind.Data);
        }

        _sender.Push();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Chunk> TakeChunkAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _sender.ThrowIfFailed();
            if (_pool.TryTake() is Chunk chunk)
            {
                return chunk;
            }

            await WaitForChunkAsync(cancellationToken);
        }
    }

    // Chunks come back as the workers take frames, or all at once when a share fails.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitForChunkAsync(CancellationToken cancellationToken)
    {
        // What is waited for may lie in a channel that waits for more.
        _sender.Push();
        try
        {
            await _pool.WhenReturnedAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            TornBy ??= e;
            throw;
        }

        _sender.ThrowIfFailed();
    }
}
