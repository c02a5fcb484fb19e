using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Grains.Inspection.Workers;

/// <summary>The insides of all workers of the cluster, as this silo shows them. One for each silo; safe for several threads.</summary>
public sealed class ClusterWorkers
{
    private readonly LocalWorker _local;
    private readonly IGrainFactory _grains;
    private readonly IWorkerAgents _agents;

    internal ClusterWorkers(LocalWorker local, IGrainFactory grains, IWorkerAgents agents)
    {
        _local = local;
        _grains = grains;
        _agents = agents;
    }

    /// <summary>The inside of a worker: of this silo's own directly, of others through their silos, as their answers say.</summary>
    /// <param name="worker">The worker.</param>
    public IWorkerInspection Find(WorkerId worker) => _local.Find(worker) ?? new RemoteWorker(worker, _grains, _agents);
}
