namespace ShuffleOrleans.Client.Api;

/// <summary>Who will produce it (FLIP-31: ProducerDescriptor).</summary>
/// <param name="Attempt">The producer's attempt, from 0. A higher attempt fences lower ones.</param>
/// <param name="Host">Host name or address of the executor, for locality; null if not known.</param>
public sealed record ProducerDescriptor(int Attempt, string? Host);
