using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// The control plane as the worker of this silo sees it. Numbers the worker's calls and adds the silo they come from, so that a call that was overtaken, or
/// that outlived its silo, is known as such. One for each silo, for one worker. Safe for several threads.
/// </summary>
/// <param name="grains">Reaches the worker's grain.</param>
/// <param name="silo">This silo.</param>
internal sealed class SiloWorkerControlPlane(IGrainFactory grains, ILocalSiloDetails silo) : IWorkerControlPlane
{
    private long _calls;

    // Checked here as well: what is missing does not cross to another silo as such.
    public async Task<WorkerRegistrationReply> RegisterWorkerAsync(WorkerRegistration registration, CancellationToken cancellationToken)
    {
        WorkerRules.Check(registration);
        return await GrainCalls.AnswerAsync(Grain(registration.Worker).RegisterAsync(NextCall(), registration, cancellationToken));
    }

    public async Task<WorkerHeartbeatReply> HeartbeatWorkerAsync(WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        WorkerRules.Check(heartbeat);
        return await GrainCalls.AnswerAsync(Grain(heartbeat.Worker).HeartbeatAsync(NextCall(), heartbeat, cancellationToken));
    }

    public Task LeaveAsync(WorkerLeave leave, CancellationToken cancellationToken)
        => GrainCalls.AnswerAsync(Grain(leave.Worker).LeaveAsync(NextCall(), leave, cancellationToken));

    private IWorkerGrain Grain(WorkerId worker) => grains.GetGrain<IWorkerGrain>(worker.Value);

    private WorkerCall NextCall() => new(silo.SiloAddress, Interlocked.Increment(ref _calls));
}
