using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.TestingHost;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Hosting;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Workers;
using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>Two silos with the real grains; storage, clock, membership and the calls between grains are in the test's hands.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    private readonly InProcessTestCluster _cluster;

    public GrainCluster()
    {
        InProcessTestClusterBuilder builder = new(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(new SteadyClock(Clock));
            silo.Services.AddSingleton<ISiloLiveness>(Silos);
            silo.AddShuffleGrains();
            silo.AddOutgoingGrainCallFilter(Calls);
            silo.Services.AddGrainStorage(ShuffleStreams.Storage, (_, _) => Storage);
            silo.AddMemoryGrainStorage("PubSubStore");
            silo.UseInMemoryReminderService();
        });
        _cluster = builder.Build();
    }

    public IClusterClient Grains => _cluster.Client;

    public ManualTimeProvider Clock { get; } = new();

    internal GrainStorageDouble Storage { get; } = new();

    internal GrainCallFaults Calls { get; } = new();

    internal FakeSilos Silos { get; } = new();

    public Task InitializeAsync() => _cluster.DeployAsync().WaitAsync(Patience.Limit);

    public async Task DisposeAsync() => await _cluster.DisposeAsync().AsTask().WaitAsync(Patience.Limit);

    /// <summary>Ends all faults.</summary>
    internal void Heal()
    {
        Storage.FailWrite = null;
        Storage.FailRead = null;
        Storage.LoseAnswer = null;
        Calls.Before = null;
        Calls.After = null;
    }
}
