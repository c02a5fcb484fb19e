using ShuffleOrleans.ControlPlane.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>What is stored of a worker: what its inventory cannot tell.</summary>
/// <param name="Location">Its last registered process and place.</param>
/// <param name="Rack">A label of the failure domain.</param>
/// <param name="Silo">The silo it registered from, as Orleans writes it for parsing.</param>
/// <param name="CallNumber">The number of that registration among the calls of that silo.</param>
/// <param name="Departure">How it went; null while it is here.</param>
/// <param name="Groups">The groups of partitions that may have something there.</param>
/// <param name="ExcludedFor">Why an operator has taken it out; null if none has.</param>
internal sealed record WorkerDocument(
    WorkerLocation Location,
    string Rack,
    string Silo,
    long CallNumber,
    WorkerDeparture? Departure,
    IReadOnlyList<GroupStretch> Groups,
    string? ExcludedFor = null);
