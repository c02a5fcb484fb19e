using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>The directory as listeners use it: events by the number after which they are asked, listings by the text <see cref="Listing"/>.</summary>
internal sealed class ScriptedDirectoryGrain(ScriptedCalls calls) : IWorkerDirectoryGrain
{
    public const string Listing = "list";

    public Task<IReadOnlyList<WorkerView>> ListAsync(CancellationToken cancellationToken)
        => calls.ArriveAsync<IReadOnlyList<WorkerView>>(Listing, cancellationToken);

    public Task<WorkerEventBatch> GetEventsAsync(long afterSequence, CancellationToken cancellationToken)
        => calls.ArriveAsync<WorkerEventBatch>(afterSequence, cancellationToken);

    public Task UpdateAsync(WorkerView view, CancellationToken cancellationToken) => throw NotAsked();

    public Task ForgetAsync(WorkerId worker, CancellationToken cancellationToken) => throw NotAsked();

    public Task<AssignmentReply> AssignAsync(AssignmentRequest request, CancellationToken cancellationToken) => throw NotAsked();

    public Task CheckSilosAsync(CancellationToken cancellationToken) => throw NotAsked();

    public Task<WorkerView?> FindAsync(WorkerId worker, CancellationToken cancellationToken) => throw NotAsked();

    private static InvalidOperationException NotAsked() => new("A listener never asks this.");
}
