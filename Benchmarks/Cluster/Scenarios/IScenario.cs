using ShuffleOrleans.Benchmarks.Cluster.Report;

namespace ShuffleOrleans.Benchmarks.Cluster.Scenarios;

/// <summary>One thing that is measured. Ends the jobs it has begun.</summary>
internal interface IScenario
{
    string Name { get; }

    Task<Measurement> MeasureAsync(IShuffleControlPlane plane, CancellationToken cancellationToken);
}
