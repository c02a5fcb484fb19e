using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>The inside of <see cref="Samples.Worker"/>, as a test wants it: it answers, hangs, fails, or is not there.</summary>
internal sealed class ScriptedWorkers : IWorkerInspections
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SampleWorker Worker { get; } = new();

    public bool IsThere { get; set; } = true;

    /// <summary>Lets every question hang until the test is over, whatever its token says.</summary>
    public void Hang() => Worker.Before = () => _released.Task;

    public void FailWith(Exception error) => Worker.Before = () => Task.FromException(error);

    public void Release() => _released.TrySetResult();

    public IWorkerInspection? Find(WorkerId worker) => IsThere && worker == Samples.Worker ? Worker : null;
}
