namespace ShuffleOrleans.ControlPlane.Assignment;

/// <summary>A worker that may take a partition attempt. Lives for one request, and counts what the request has already given it.</summary>
/// <param name="location">Where it is.</param>
/// <param name="heldPartitions">How many attempts it holds or is to hold.</param>
internal sealed class WorkerCandidate(WorkerLocation location, int heldPartitions)
{
    public WorkerLocation Location { get; } = location;

    public int HeldPartitions { get; private set; } = heldPartitions;

    public void Assign() => HeldPartitions++;
}
