using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>A worker in the directory. Used in the directory's turns.</summary>
internal sealed class RosterEntry
{
    private int _assignedSince;

    /// <summary>How its grain described it last; null until that has answered this memory.</summary>
    public WorkerView? View { get; private set; }

    /// <summary>For an assignment. What was assigned since the description counts as held: many requests come between two of them.</summary>
    public WorkerStatus? Status => View is { } view
        ? new WorkerStatus(view.Location, view.IsGone, view.Load, view.HeldCount + _assignedSince, view.ExcludedFor)
        : null;

    public void Describe(WorkerView view)
    {
        View = view;
        _assignedSince = 0;
    }

    public void CountAssigned() => _assignedSince++;
}
