using Orleans.TestingHost;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>Two silos and an external client in this process. What passes between them goes through Orleans' serializer as between machines.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster = new InProcessTestClusterBuilder(2).Build();

    public IClusterClient Client => _cluster.Client;

    public IReadOnlyList<SiloAddress> Addresses => [.. _cluster.Silos.Select(silo => silo.SiloAddress)];

    public Task InitializeAsync() => _cluster.DeployAsync().WaitAsync(Patience.Limit);

    public async Task DisposeAsync() => await _cluster.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
}
