using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Workers;

// What people hear of a worker, and how an operator takes it out and back in.
internal sealed partial class WorkerGrain
{
    public Task<WorkerView?> ExcludeAsync(string reason, CancellationToken cancellationToken) => ChangeAsync(
        worker => worker.Machine.ExcludedFor == reason ? null : new WorkerExcluded(Id, reason),
        (worker, excluded) => worker.Machine.Apply(excluded),
        cancellationToken);

    public Task<WorkerView?> IncludeAsync(CancellationToken cancellationToken) => ChangeAsync(
        worker => worker.Machine.ExcludedFor is null ? null : new WorkerIncluded(Id),
        (worker, _) => worker.Machine.ApplyIncluded(),
        cancellationToken);

    // A repetition may be of a call that did not come to telling the directory: that is told in any case.
    private async Task<WorkerView?> ChangeAsync<TFact>(
        Func<ClusterWorker, TFact?> decide, Action<ClusterWorker, TFact> apply, CancellationToken cancellationToken)
        where TFact : ControlPlaneFact
    {
        if (Known is not { } worker)
        {
            return null;
        }

        if (decide(worker) is { } fact)
        {
            apply(worker, fact);
            await StoreAsync();
            TellPeople(fact);
        }

        await TellDirectoryAsync(worker, cancellationToken);
        return ViewOf(worker);
    }

    private void TellPeople(ControlPlaneFact fact)
    {
        if (WorkerEvents.Of(fact, _clock.Now) is { } happened)
        {
            _people.Tell([happened]);
        }
    }

    // Here no silence ends a worker; membership does.
    private void TellPeopleGone(bool inOrder)
    {
        ServiceEvent happened = WorkerEvents.Of(new WorkerGone(Id, inOrder), _clock.Now)!;
        _people.Tell([inOrder ? happened : happened with { Text = $"the silo of the worker, {_silo}, is dead" }]);
    }

    // What it thinks of its disks, as compared with what it said before: so before it is heard.
    private void TellPeopleOfDisks(ClusterWorker worker, WorkerLoad load) => _people.Tell([.. WorkerEvents.OfDisks(worker.Machine, load, _clock.Now)]);
}
