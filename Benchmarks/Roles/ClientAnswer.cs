using ShuffleOrleans.Benchmarks.Processes;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>One line from a client process to the runner, when an order is done.</summary>
/// <param name="Written">After writing: what consumers must be told.</param>
/// <param name="Bytes">After reading: how many bytes of payload.</param>
/// <param name="Counters">What the order cost on the managed heap; all since the start if that was asked.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
internal sealed record ClientAnswer(string Written, long Bytes, ManagedCounters? Counters, string? Error);
