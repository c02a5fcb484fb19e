using Orleans.Services;
using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Grains.Interfaces.Workers;

/// <summary>The grain service beside the worker of each silo: carries a wish of the control plane to the worker at once, not at its next report.</summary>
[Alias("shuffle.IWorkerAgent")]
public interface IWorkerAgent : IGrainService
{
    /// <summary>There are orders: the worker reports now.</summary>
    [Alias("ReportNow")]
    [OneWay]
    Task ReportNowAsync();

    /// <summary>The control plane wants to compare: the worker registers again, with its inventory.</summary>
    [Alias("RegisterAnew")]
    [OneWay]
    Task RegisterAnewAsync();

    /// <summary>
    /// A question of people to the worker itself. Whoever asks says by the token how long it waits: a check of a large partition takes minutes, and the death
    /// of the silo ends the wait at once.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="question">The name of the question.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: the worker is not here, or this silo does not know the
    /// question.</exception>
    [Alias("Ask")]
    [ResponseTimeout("01:05:00")]
    Task<InspectionDocument> AskAsync(WorkerId worker, string question, InspectionDocument request, CancellationToken cancellationToken);
}
