using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>What has been appended while the disk was busy: made durable by one write and one flush, and answered together.</summary>
internal sealed class JournalBatch
{
    private readonly TaskCompletionSource _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The state to begin a new file with, or null to go on with the present one.</summary>
    public IReadOnlyList<ControlPlaneFact>? WholeState { get; private set; }

    /// <summary>The facts, after the state if there is one.</summary>
    public List<ControlPlaneFact> Facts { get; } = [];

    public bool IsEmpty => Facts.Count == 0 && WholeState is null;

    public Task Durable => _durable.Task;

    public void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState)
    {
        WholeState = wholeState;
        Facts.Clear();
    }

    public void Succeed() => _durable.TrySetResult();

    public void Fail(Exception reason) => _durable.TrySetException(reason);
}
