namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>How the pieces of an exchange become keys and values. One task uses one connection.</summary>
internal interface IPieceStore
{
    /// <summary>Writes one producer's output and waits until Redis has all of it.</summary>
    ValueTask WriteAsync(RespConnection connection, int producer, CancellationToken cancellationToken);

    /// <summary>Reads all that one consumer gets.</summary>
    /// <returns>How many bytes of payload there were.</returns>
    ValueTask<long> ReadAsync(RespConnection connection, int consumer, CancellationToken cancellationToken);

    /// <summary>The keys that this client deletes at the end.</summary>
    IEnumerable<string> Keys { get; }
}
