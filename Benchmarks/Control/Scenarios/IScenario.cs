using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Control.Scenarios;

/// <summary>One thing that is measured. Ends the jobs it has begun.</summary>
internal interface IScenario
{
    string Name { get; }

    Task<CallMeasurement> MeasureAsync(IShuffleControlPlane plane, CancellationToken cancellationToken);
}
