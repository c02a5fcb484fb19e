using System.Collections.Concurrent;
using ShuffleOrleans.Client.Orleans.ControlPlane;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>
/// The ports of a control plane of grains: JobMasters through the client library, workers and people as their silos would call. Remembers which jobs and workers there
/// are, and when each worker was heard: it stands in for the membership of their silos.
/// </summary>
internal sealed partial class ClusterPorts(
    IGrainFactory grains, OrleansShuffleControlPlane jobs, InspectionPort people, FakeSilos silos, ManualTimeProvider clock)
    : IShuffleControlPlane, IWorkerControlPlane, IServiceInspection
{
    private readonly ConcurrentDictionary<JobId, bool> _jobs = new();
    private readonly ConcurrentDictionary<WorkerId, FakeWorkerSilo> _workers = new();

    public IEnumerable<JobId> Jobs => _jobs.Keys;

    public IEnumerable<WorkerId> Workers => _workers.Keys;

    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
    {
        _jobs[request.Job] = true;
        return jobs.RegisterJobAsync(request, cancellationToken);
    }

    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
        => jobs.HeartbeatJobAsync(heartbeat, cancellationToken);

    public Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken) => jobs.UnregisterJobAsync(request, cancellationToken);

    public Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
        => jobs.AllocatePartitionsAsync(request, cancellationToken);

    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
        => jobs.ReleasePartitionsAsync(request, cancellationToken);

    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
        => jobs.GetPartitionEventsAsync(query, cancellationToken);

    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => jobs.ListPartitionsAsync(request, cancellationToken);

    // The checks of a silo's own port for its worker: what is missing does not cross to another silo as such.
    public async Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
    {
        WorkerRules.Check(registration);
        WorkerCall call = CallOf(registration.Worker, registration.Incarnation, isRegistration: true);
        return await GrainCalls.AnswerAsync(grains.GetGrain<IWorkerGrain>(registration.Worker.Value).RegisterAsync(call, registration, cancellationToken));
    }

    public async Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        WorkerRules.Check(heartbeat);
        WorkerCall call = CallOf(heartbeat.Worker, heartbeat.Incarnation, isRegistration: false);
        return await GrainCalls.AnswerAsync(grains.GetGrain<IWorkerGrain>(heartbeat.Worker.Value).HeartbeatAsync(call, heartbeat, cancellationToken));
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
    {
        WorkerCall call = CallOf(leave.Worker, leave.Incarnation, isRegistration: false);
        return GrainCalls.AnswerAsync(grains.GetGrain<IWorkerGrain>(leave.Worker.Value).LeaveAsync(call, leave, cancellationToken));
    }

    /// <summary>The silos of workers that were silent for so long are dead by now.</summary>
    public void KillSilent(TimeSpan silence)
    {
        foreach (FakeWorkerSilo worker in _workers.Values.Where(worker => worker.LastHeard + silence <= clock.GetUtcNow()))
        {
            silos.Kill(worker.Silo);
        }
    }

    // A process that was silent for too long and is back comes with a new silo: Orleans lets no dead one return.
    private WorkerCall CallOf(WorkerId worker, WorkerIncarnationId incarnation, bool isRegistration)
    {
        FakeWorkerSilo silo = _workers.GetOrAdd(worker, _ => new FakeWorkerSilo(silos.New(), incarnation));
        if (isRegistration && (silo.Incarnation != incarnation || silos.IsDead(silo.Silo)))
        {
            silos.Kill(silo.Silo);
            silo = _workers[worker] = new FakeWorkerSilo(silos.New(), incarnation);
        }

        return silo.Call(clock.GetUtcNow());
    }
}
