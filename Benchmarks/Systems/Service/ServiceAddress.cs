namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>What clients of our service are told, as JSON: where it is, and the one job that all clients of a server share.</summary>
/// <param name="Gateway">Base address of its control API.</param>
/// <param name="Job">The job.</param>
/// <param name="Instance">The JobMaster; the clients stand for parts of one.</param>
/// <param name="Compresses">Whether writers compress.</param>
internal sealed record ServiceAddress(Uri Gateway, Guid Job, Guid Instance, bool Compresses);
