namespace ShuffleOrleans.Grains.Interfaces.Jobs;

/// <summary>One life of a job id: from its registration to its end. A later life of the same id has a greater floor.</summary>
/// <param name="Job">The job.</param>
/// <param name="EpochFloor">Every epoch of this life is greater, and every epoch of earlier lives is not.</param>
/// <param name="FoundingEpoch">Epochs up to this were given before the memory of this control plane began, if at all.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.JobLife")]
public sealed record JobLife(
    [property: Id(0)] JobId Job,
    [property: Id(1)] long EpochFloor,
    [property: Id(2)] long FoundingEpoch);
