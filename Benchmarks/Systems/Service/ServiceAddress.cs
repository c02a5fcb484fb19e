namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>What clients of our service are told, as JSON: where it is, and the one job that all clients of a server share.</summary>
/// <param name="Gateway">Base address of its control API.</param>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster; the clients stand for parts of one.</param>
/// <param name="Compresses">Whether writers compress.</param>
internal sealed record ServiceAddress(Uri Gateway, Guid Job, Guid Instance, bool Compresses)
{
    /// <summary>Size of a client's memory buffers, in bytes; null for the default.</summary>
    public int? BufferBytes { get; init; }

    /// <summary>Memory of each writer, in bytes; null for the default.</summary>
    public long? WriterMemoryBytes { get; init; }

    /// <summary>Tasks of a client that must have memory at the same time.</summary>
    public int Tasks { get; init; } = 1;
}
