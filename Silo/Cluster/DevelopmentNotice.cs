namespace ShuffleOrleans.Silo.Cluster;

/// <summary>Says in the log of each start that this cluster is none to rely on.</summary>
internal sealed partial class DevelopmentNotice(ILogger<DevelopmentNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogNothingSurvives();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
