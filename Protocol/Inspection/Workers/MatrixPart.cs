namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>
/// A worker's part of a matrix; the parts of all workers add up, entry by entry. Only the newest committed attempt of a producer counts. Bytes are payloads,
/// as they were read: where not every index was, nothing is added for the others.
/// </summary>
/// <param name="Rows">Bins of producers.</param>
/// <param name="Columns">Bins of subpartitions.</param>
/// <param name="Bytes">Rows x columns, row after row. A broadcast frame counts for each subpartition.</param>
/// <param name="SubpartitionBytes">By subpartition of the window, in equal bins beyond 4096.</param>
/// <param name="Committed">Producers in view of which the worker has committed data.</param>
/// <param name="Sampled">Of how many the index was read.</param>
public sealed record MatrixPart(
    int Rows, int Columns, IReadOnlyList<long> Bytes, IReadOnlyList<long> SubpartitionBytes, int Committed, int Sampled);
