using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>Where facts become durable. Appends come one at a time, in the order in which the facts were applied; waiting for them may overlap.</summary>
internal interface IFactJournal : IAsyncDisposable
{
    /// <summary>Refuses work while the journal cannot keep up or has failed: called before anything is changed.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>.</exception>
    void RequireReady();

    /// <summary>Takes the facts in; the task ends when they, and all facts before them, are durable. Without facts: when all facts before are.</summary>
    Task Append(IReadOnlyList<ControlPlaneFact> facts);

    /// <summary>Whether the journal has grown so much that it should begin a new file with <see cref="BeginAnew"/>.</summary>
    bool WantsSnapshot { get; }

    /// <summary>Begins a new file with the whole state as it is after all appended facts.</summary>
    void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState);
}
