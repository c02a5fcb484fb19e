namespace ShuffleOrleans.Tests.Cluster.Contracts;

[GenerateSerializer]
[Immutable]
[Alias("test.CaughtError")]
public sealed record CaughtError([property: Id(0)] string Type, [property: Id(1)] ShuffleErrorCode Code, [property: Id(2)] string Message);
