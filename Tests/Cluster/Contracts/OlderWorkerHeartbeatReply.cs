namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>A <see cref="WorkerHeartbeatReply"/> without orders.</summary>
[GenerateSerializer]
[Alias("test.OlderWorkerHeartbeatReply")]
internal readonly record struct OlderWorkerHeartbeatReply([property: Id(0)] long AcknowledgedSequence);
