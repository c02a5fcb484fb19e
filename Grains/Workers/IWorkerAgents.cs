using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>The agents beside the workers of all silos.</summary>
internal interface IWorkerAgents
{
    /// <summary>Lets the worker of a silo report now. Ends when the wish is sent; never fails because of the other side.</summary>
    Task ReportNowAsync(SiloAddress silo);

    /// <summary>Asks the worker of a silo something for people.</summary>
    /// <exception cref="ShuffleException">What the worker throws; or <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it is not there. Where the silo
    /// cannot be reached, whatever Orleans throws.</exception>
    Task<InspectionDocument> AskAsync(
        SiloAddress silo, WorkerId worker, string question, InspectionDocument request, CancellationToken cancellationToken);
}
