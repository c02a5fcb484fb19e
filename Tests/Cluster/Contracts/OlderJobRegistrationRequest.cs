namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>A <see cref="JobRegistrationRequest"/> from before jobs chose their storage.</summary>
[GenerateSerializer]
[Alias("test.OlderJobRegistrationRequest")]
internal readonly record struct OlderJobRegistrationRequest(
    [property: Id(0)] JobId Job,
    [property: Id(1)] JobInstanceId Instance,
    [property: Id(2)] string Name,
    [property: Id(3)] string? AssignmentStrategy,
    [property: Id(4)] TimeSpan? HeartbeatTimeout);
