using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>Keeps nothing: for tests and for services whose jobs do not outlive them.</summary>
internal sealed class NoJournal : IFactJournal
{
    public bool WantsSnapshot => false;

    public void RequireReady()
    {
    }

    public Task Append(IReadOnlyList<ControlPlaneFact> facts) => Task.CompletedTask;

    public void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
