using System.Collections.Concurrent;
using System.Net;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>Stands in for Orleans' membership where workers without silos are tested: each process of a worker has a silo address of its own, which lives until told.</summary>
internal sealed class FakeSilos : ISiloLiveness
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _dead = new();
    private int _count;

    /// <summary>A silo that lives.</summary>
    public SiloAddress New() => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), Interlocked.Increment(ref _count));

    public void Kill(SiloAddress silo) => _dead[silo] = true;

    public bool IsDead(SiloAddress silo) => _dead.ContainsKey(silo);

    public Task<bool> IsDeadAsync(SiloAddress silo) => Task.FromResult(IsDead(silo));
}
