using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>The agents of silos that do not exist: a test's workers report when the test says so.</summary>
internal sealed class DeafAgents : IWorkerAgents
{
    public Task ReportNowAsync(SiloAddress silo) => Task.CompletedTask;
}
