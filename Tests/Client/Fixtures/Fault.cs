namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>One fault of one proxied connection: what happens in front of a byte of one direction.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="ToWorker">In which direction.</param>
/// <param name="Offset">In front of which byte of it, from 0.</param>
internal sealed record Fault(FaultKind Kind, bool ToWorker, long Offset);
