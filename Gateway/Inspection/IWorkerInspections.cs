using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Finds the inside of a worker, wherever it lives. The host provides it; safe for several threads.</summary>
public interface IWorkerInspections
{
    /// <summary>The inside of a worker; null if no node shows it. Never waits: the calls of what is returned reach another process.</summary>
    IWorkerInspection? Find(WorkerId worker);
}
