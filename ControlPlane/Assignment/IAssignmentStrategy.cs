namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>
/// Chooses the worker of a partition attempt. One instance serves all jobs and may remember its last choice; its owner calls it from one thread at a time.
/// </summary>
internal interface IAssignmentStrategy
{
    /// <summary>The name by which options and jobs choose it.</summary>
    string Name { get; }

    /// <summary>One of the candidates.</summary>
    /// <param name="candidates">At least one, all of them fit, ordered by id.</param>
    /// <param name="producerHost">Where the producer runs, if known.</param>
    WorkerCandidate Choose(IReadOnlyList<WorkerCandidate> candidates, string? producerHost);
}
