using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>Silos as processes with a Redis: they come together, leave in order, and one that the others gave up ends.</summary>
[Trait("Category", "EndToEnd")]
[Collection(Processes.ProcessesCollection.Name)]
public sealed class SiloLifeTests : IAsyncLifetime, IDisposable
{
    private const int EndedByAbort = 134;
    private readonly TestDirectory _directory = new();
    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SiloThatIsAskedToEnd_LeavesTheOthersTogether()
    {
        await using SiloProcess first = await StartAsync("first");
        await using SiloProcess second = await StartAsync("second");
        await using SiloProcess third = await StartAsync("third");
        await first.SeesAsync(3);
        await third.StopAsync();
        await first.SeesAsync(2);
        await second.SeesAsync(2);
    }

    [Fact]
    public async Task FrozenSilo_IsEvicted_EndsWhenItWakes_AndReturnsToItsPlace()
    {
        await using SiloProcess first = await StartAsync("first");
        await using SiloProcess frozen = await StartAsync("frozen");
        await first.SeesAsync(2);
        await frozen.FreezeAsync();
        await first.SeesAsync(1);
        await frozen.ThawAsync();
        Assert.Equal(EndedByAbort, (await frozen.Program.EndAsync()).ExitCode);
        await using SiloProcess again = await SiloProcess.StartAsync(frozen.Place, _redis);
        Assert.NotEqual(frozen.Silo, again.Silo);
        await first.SeesAsync(2);
    }

    private Task<SiloProcess> StartAsync(string name) => SiloProcess.StartAsync(new SiloPlace(_directory, name), _redis);
}
