namespace ShuffleOrleans.Client.Api;

/// <summary>Who will produce it (FLIP-31: ProducerDescriptor).</summary>
/// <param name="Attempt">The producer's attempt, from 0. A higher attempt fences lower ones.</param>
/// <param name="Host">
/// Host name or address of the executor: for locality, and where a service that keeps partitions in executors finds it. Null if not known.
/// </param>
/// <param name="ExecutorId">Name of the executor, as its shuffle environment was told. Null if not known.</param>
/// <param name="DataPort">What <see cref="IShuffleEnvironment.StartAsync"/> gave there: the TCP port of partitions held in the executor, 0 for none.</param>
public sealed record ProducerDescriptor(int Attempt, string? Host, string? ExecutorId = null, int DataPort = 0);
