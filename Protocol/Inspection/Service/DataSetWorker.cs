using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What one worker holds of a data set.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Attempts">How many attempts it holds, or is to hold, a share of.</param>
/// <param name="PayloadBytes">Payload of its shares of committed attempts.</param>
public sealed record DataSetWorker(WorkerId Worker, int Attempts, long PayloadBytes);
