using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>The agents of silos that do not exist: a test's workers report when the test says so, and show nothing.</summary>
internal sealed class DeafAgents : IWorkerAgents
{
    public Task ReportNowAsync(SiloAddress silo) => Task.CompletedTask;

    public Task<InspectionDocument> AskAsync(
        SiloAddress silo, WorkerId worker, string question, InspectionDocument request, CancellationToken cancellationToken)
        => throw new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "this silo does not exist");
}
