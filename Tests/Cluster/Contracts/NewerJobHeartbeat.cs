namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>A <see cref="JobHeartbeat"/> with a field that this version does not know.</summary>
[GenerateSerializer]
[Alias("test.NewerJobHeartbeat")]
internal readonly record struct NewerJobHeartbeat(
    [property: Id(0)] JobId Job, [property: Id(1)] JobInstanceId Instance, [property: Id(2)] string Remark);
