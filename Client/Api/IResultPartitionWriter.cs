using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Writes the output of one producer attempt (FLIP-31: ResultPartitionWriter). Used by one task, one call at a time. Backpressure is the awaited
/// <see cref="ValueTask"/>. Disposing without a finished
/// <see cref="FinishAsync"/> aborts: nothing of the attempt is kept.
/// </summary>
/// <remarks>
/// A record's bytes arrive at each reader of its subpartition whole, in the order in which they were emitted to that subpartition, cut into buffers anywhere.
/// Telling records apart is the record layer's work
/// (<c>RecordWriter</c>). Every call throws <see cref="ShuffleException"/> once writing has failed.
/// </remarks>
public interface IResultPartitionWriter : IAsyncDisposable
{
    /// <summary>What it writes.</summary>
    ResultPartitionId ResultPartition { get; }

    /// <summary>For how many consumers.</summary>
    int SubpartitionCount { get; }

    /// <summary>Connects to the worker, takes memory and opens the channel.</summary>
    /// <exception cref="ShuffleException">The worker cannot be reached or refuses; <see cref="ShuffleErrorCode.MemoryExhausted"/>: the executor's shuffle
    /// memory is all promised.</exception>
    ValueTask SetupAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a record for one consumer. The bytes are copied before the call returns. A record may be larger than every buffer.</summary>
    ValueTask EmitRecordAsync(ReadOnlyMemory<byte> record, int subpartition, CancellationToken cancellationToken = default);

    /// <summary>Adds a record for every consumer; it is stored once.</summary>
    ValueTask BroadcastRecordAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default);

    /// <summary>Adds an event of the engine for every consumer. It stays whole, at most one buffer long, and keeps its place among the records.</summary>
    ValueTask BroadcastEventAsync(ReadOnlyMemory<byte> eventBytes, CancellationToken cancellationToken = default);

    /// <summary>Sends what is buffered, as a region of its own. Returns when the bytes are on their way.</summary>
    ValueTask FlushAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends the rest and commits. When it returns, the worker holds all of it and both sides counted the same.</summary>
    /// <returns>The receipt.</returns>
    ValueTask<PartitionReceipt> FinishAsync(CancellationToken cancellationToken = default);

    /// <summary>The task failed: the attempt is aborted and later calls throw this error.</summary>
    void Fail(Exception error);
}
