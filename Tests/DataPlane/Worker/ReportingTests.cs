using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Worker;

/// <summary>Wishes of the control plane, at a control plane that else hears nothing for an hour of a clock that stands still.</summary>
public sealed class ReportingTests : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly PatientControlPlane _controlPlane = new();
    private readonly List<StoredPartition> _inventory = [];
    private readonly List<QuarantinedPartition> _damaged = [];
    private readonly WorkerIdentity _identity = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()));
    private readonly ControlPlaneReporter _reporter;
    private Task _running = Task.CompletedTask;

    public ReportingTests() => _reporter = new ControlPlaneReporter(_controlPlane, new ManualTimeProvider(), NullLogger.Instance);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.OrFail();
    }

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task WishForAReport_LeadsToOne_AtOnce()
    {
        await StartAsync();
        _reporter.ReportNow();
        Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync());
    }

    [Fact]
    public async Task WishForARegistration_LeadsToOne_WithAllThatIsHeldNow()
    {
        await StartAsync();
        StoredPartition stored = new(SamplePartition.NewAttempt(), 1, default);
        _inventory.Add(stored);

        _reporter.RegisterAnew();

        Assert.Equal([stored], Assert.IsType<WorkerRegistration>(await _controlPlane.NextCallAsync()).Inventory);
        Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync());
        Assert.Null(_reporter.Unheard);
    }

    [Fact]
    public async Task WishDuringARegistration_LeadsToAnotherOne()
    {
        _controlPlane.WhileRegistering = _reporter.RegisterAnew;
        await StartAsync();
        Assert.IsType<WorkerRegistration>(await _controlPlane.NextCallAsync());
    }

    [Fact]
    public async Task DamageThatTheRegistrationCovers_IsToldAfterIt_AndNumbersHaveNoGap()
    {
        PartitionAttemptId attempt = SetAside();
        _reporter.OnLost(attempt, "bits are wrong");
        PartitionChange told = Assert.Single(await StartAsync());
        Assert.Equal((PartitionChangeKind.Lost, attempt, "bits are wrong"), (told.Kind, told.Attempt, told.Reason));

        PartitionAttemptId next = SamplePartition.NewAttempt();
        _reporter.OnWriting(next, 1);

        PartitionChange change = Assert.Single(Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync()).Changes);
        Assert.Equal((next, told.Sequence + 1), (change.Attempt, change.Sequence));
    }

    [Fact]
    public async Task DamageThatWasTold_IsToldAgain_AfterTheNextRegistration()
    {
        PartitionAttemptId attempt = SetAside();
        Assert.Equal([attempt], (await StartAsync()).Select(change => change.Attempt));

        _reporter.RegisterAnew();

        Assert.IsType<WorkerRegistration>(await _controlPlane.NextCallAsync());
        PartitionChange told = Assert.Single(Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync()).Changes);
        Assert.Equal((PartitionChangeKind.Lost, attempt), (told.Kind, told.Attempt));
    }

    [Fact]
    public async Task MoreDamageThanCanWait_IsNoReasonToRegisterAgain()
    {
        for (int i = 0; i < 150_000; i++)
        {
            SetAside();
        }

        int told = (await StartAsync()).Count;
        while (told % WorkerHeartbeat.MaxChanges == 0 && told < 50_000)
        {
            told += Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync()).Changes.Count;
        }

        Assert.Equal(50_000, told);
        _reporter.ReportNow();
        Assert.Empty(Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync()).Changes);
    }

    private async Task<IReadOnlyList<PartitionChange>> StartAsync()
    {
        WorkerLoad load = new([], 0, 0, 0, 0, AcceptsWrites: true);
        _running = _reporter.RunAsync(
            _identity,
            () => new WorkerRegistration(_identity.Worker, _identity.Incarnation, "127.0.0.1", 1, string.Empty, load, [.. _inventory]),
            () => _damaged,
            () => load,
            _ => { },
            () => { },
            _end.Token);
        Assert.IsType<WorkerRegistration>(await _controlPlane.NextCallAsync());
        return Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync()).Changes;
    }

    private PartitionAttemptId SetAside()
    {
        PartitionAttemptId attempt = SamplePartition.NewAttempt();
        _damaged.Add(new QuarantinedPartition(attempt, "/data", "a file", 1, default, "bits are wrong"));
        return attempt;
    }
}
