using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>Sends wishes to the agents of other silos. A lost one costs a heartbeat's time, no more.</summary>
/// <param name="services">This silo's services.</param>
/// <param name="logger">Where it logs.</param>
internal sealed partial class WorkerAgents(IServiceProvider services, ILogger<WorkerAgents> logger) : GrainServiceClient<IWorkerAgent>(services), IWorkerAgents
{
    public async Task ReportNowAsync(SiloAddress silo)
    {
        try
        {
            await GetGrainService(silo).ReportNowAsync();
        }
        catch (Exception e) when (GrainCalls.IsUnreachable(e))
        {
            LogNotSent(silo, e);
        }
    }

    public Task<InspectionDocument> AskAsync(
        SiloAddress silo, WorkerId worker, string question, InspectionDocument request, CancellationToken cancellationToken)
        => GetGrainService(silo).AskAsync(worker, question, request, cancellationToken);

    [LoggerMessage(3105, LogLevel.Debug, "The agent of silo {Silo} was not told to report; it will at its next heartbeat", EventName = "ReportWishNotSent")]
    private partial void LogNotSent(SiloAddress silo, Exception error);
}
