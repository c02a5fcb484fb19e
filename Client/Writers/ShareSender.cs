using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Writes one share of an attempt, what one worker holds of it: a map partition's only share, or some subpartitions of a contribution to reduce partitions. To
/// its worker it is a whole attempt, with regions, sequence numbers and a receipt of its own. Used by the writer's task; owns its lease of the connection and
/// its channel.
/// </summary>
internal sealed class ShareSender : IDisposable
{
    private readonly ConnectionLease _lease;
    private readonly WriteChannel _channel;
    private readonly RegionSender _frames;

    /// <summary>Opens the channel. Takes over the lease.</summary>
    public ShareSender(
        ConnectionLease lease, ChunkPool pool, PartitionAttemptId attempt, int subpartitionCount, StorageChoice storage, CompressionCodec codec, WriteWatch watch)
    {
        _lease = lease;
        _channel = new WriteChannel(lease.Connection, pool, attempt, subpartitionCount, storage, watch);
        _frames = new RegionSender(new FrameSeed(attempt.Partition, attempt.Attempt), _channel, codec, pool.PayloadBytes);
    }

    /// <summary>The worker that holds it.</summary>
    public WorkerEndpoint Worker => _lease.Connection.Endpoint;

    /// <summary>Completes with the receipt when the worker has committed it, or fails.</summary>
    public Task<PartitionReceipt> Ended => _channel.Ended;

    /// <summary>What follows, if anything does for this share, is a new region.</summary>
    public void StartRegion() => _frames.StartRegion();

    /// <summary>Sends a chunk as the next frame; it goes back to the pool by itself.</summary>
    /// <param name="chunk">Not empty.</param>
    /// <param name="subpartition">Whose it is, or <see cref="FrameHeader.BroadcastSubpartition"/>.</param>
    /// <param name="kind">Records or an event.</param>
    public void Send(Chunk chunk, int subpartition, FrameKind kind) => _frames.Send(chunk, subpartition, kind);

    /// <summary>What was kept back to be sent together goes now.</summary>
    public void Push() => _channel.Push();

    /// <summary>Everything is sent: the worker is to commit.</summary>
    public void Finish() => _channel.Finish(_frames.Receipt);

    /// <summary>Gives up, unless it has ended. Completes when none of the pool's chunks is in the channel any more.</summary>
    public Task AbortAsync() => _channel.AbortAsync();

    /// <summary>Gives the connection back. After the end.</summary>
    public void Dispose() => _lease.Dispose();
}
