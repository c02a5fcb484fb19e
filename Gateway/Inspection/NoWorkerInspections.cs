using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>For hosts that show no worker's inside.</summary>
internal sealed class NoWorkerInspections : IWorkerInspections
{
    public IWorkerInspection? Find(WorkerId worker) => null;
}
