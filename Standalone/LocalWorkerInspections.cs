using ShuffleOrleans.Gateway.Inspection;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Standalone;

/// <summary>The inside of the only worker there is.</summary>
internal sealed class LocalWorkerInspections(WorkerService worker) : IWorkerInspections
{
    public IWorkerInspection? Find(WorkerId wanted) => worker.Find(wanted);
}
