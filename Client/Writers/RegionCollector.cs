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
    public RegionCollector(ChunkPool pool, PartitionSender sender, int subpartitionCount)
    {
        _pool = pool;
        _sender = sender;
        // Half for the region being filled, half for frames on their way; a broadcast region is never filled at the same time.
        int regionChunks = Math.Max(1, pool.Capacity / 2);
        _records = new SortBuffer(pool, subpartitionCount, regionChunks);
        _broadcast = new SortBuffer(pool, sender.Shares.Count, regionChunks);
    }

    /// <summary>The longest event.</summary>
    public int MaxEventBytes => _pool.PayloadBytes;

    /// <summary>What cancelled a call in the middle of a record or event; null if nothing did. Such an output must never be committed.</summary>
    public OperationCanceledException? TornBy { get; private set; }

    /// <summary>Adds a record for one consumer.</summary>
    public ValueTask EmitAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken)
    {
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
    }

    /// <summary>Sends what is collected.</summary>
    public void Flush()
    {
        // At most one of them has something.
        Drain(_records, subpartition => (_sender.ShareOf(subpartition), subpartition));
        Drain(_broadcast, share => (_sender.Shares[share], FrameHeader.BroadcastSubpartition));
    }

    /// <summary>Gives the memory back: what is collected is lost. Nothing may be on its way any more.</summary>
    public void Dispose()
    {
        _records.Clear();
        _broadcast.Clear();
        _pool.Dispose();
    }

    private void Drain(SortBuffer buffer, Func<int, (ShareSender Share, int Subpartition)> addressOf)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        _sender.StartRegion();
        for (int bucket = 0; bucket < buffer.BucketCount; bucket++)
        {
            buffer.Drain(bucket, addressOf(bucket), static (to, chunk) => to.Share.Send(chunk, to.Subpartition, FrameKind.Data));
        }
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

            await WaitForChunkAsync(cancellationToken);
        }
    }

    // A record larger than the region's memory is a region of its own, cut into frames that are sent while it is still being copied.
    private async ValueTask SendLargeAsync(ReadOnlyMemory<byte> record, ShareSender share, int subpartition, CancellationToken cancellationToken)
    {
        while (!record.IsEmpty)
        {
            Chunk chunk = await TakeChunkAsync(cancellationToken);
            record = record[chunk.Append(record.Span)..];
            share.Send(chunk, subpartition, FrameKind.Data);
        }
    }

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
    private async Task WaitForChunkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _pool.WhenReturned().WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            TornBy ??= e;
            throw;
        }

        _sender.ThrowIfFailed();
    }
}
