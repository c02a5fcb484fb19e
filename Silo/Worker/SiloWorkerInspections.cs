using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Grains.Inspection.Workers;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Silo.Worker;

/// <summary>The insides of all workers of the cluster, for this silo's gateway.</summary>
internal sealed class SiloWorkerInspections(ClusterWorkers workers) : IWorkerInspections
{
    public IWorkerInspection? Find(WorkerId worker) => workers.Find(worker);
}
