using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Workers;

/// <summary>
/// Data of a job that is not there, which its worker finds damaged and sets aside. No partition remembers it and no inventory names it, and the grain of the
/// worker may forget it: what the worker tells after it has registered has it deleted.
/// </summary>
public sealed class ForgottenDamageTests : IAsyncLifetime
{
    private TestPlane _plane = null!;
    private TestWorker _worker = null!;
    private PartitionAttemptId _attempt;

    public async Task InitializeAsync()
    {
        _plane = await TestPlane.StartAsync();
        TestJob stranger = new(_plane, new JobId(Guid.NewGuid()));
        _attempt = new PartitionAttemptId(new DataPartitionId(stranger.Id, stranger.DataSet, DataPartitionKind.Map, 0), 0, 17);
        _worker = await _plane.AddWorkerAsync();
        await _worker.Commit(_attempt).HeartbeatAsync();
        Assert.True(await _plane.HasOrphansAsync(_worker.Id));
    }

    public async Task DisposeAsync() => await _plane.DisposeAsync();

    [Fact]
    public async Task DamageThatWasNotTold_IsOrderedReleased_IfItsGrainRemembers()
    {
        _worker.Damage(_attempt).Restart();
        await _worker.RegisterAsync();

        Assert.Equal([_attempt], _worker.Orders);
        _worker.Obey();
        Assert.Empty((await _worker.HeartbeatAsync()).Release);
        Assert.Empty(_worker.SetAside);
    }

    [Fact]
    public async Task DamageThatIsToldToAGrainThatHasForgotten_IsOrderedReleased()
    {
        await _plane.DeactivateAsync(_plane.GrainOf(_worker.Id));
        _worker.Damage(_attempt);

        Assert.Equal([_attempt], (await _worker.ReturnAsync()).Release);
    }

    [Fact]
    public async Task DamageThatWasNotTold_BeforeItsGrainHasForgotten_IsOrderedReleased()
    {
        await _plane.DeactivateAsync(_plane.GrainOf(_worker.Id));
        _worker.Damage(_attempt).Restart();
        await _worker.RegisterAsync();

        Assert.Equal([_attempt], (await _worker.HeartbeatAsync()).Release);
        Assert.False(await _plane.HasOrphansAsync(_worker.Id));
    }

    [Fact]
    public async Task OrderThatIsForgotten_BeforeItWasCarriedOut_IsGivenAgain()
    {
        Assert.Equal([_attempt], (await _worker.Damage(_attempt).HeartbeatAsync()).Release);
        _worker.Restart();
        await _plane.DeactivateAsync(_plane.GrainOf(_worker.Id));

        Assert.Equal([_attempt], (await _worker.ReturnAsync()).Release);
        _worker.Obey();
        Assert.Empty((await _worker.HeartbeatAsync()).Release);
        Assert.Empty(_worker.SetAside);
    }
}
