using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Server;
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

    private async Task StartAsync()
    {
        WorkerLoad load = new([], 0, 0, 0, 0, AcceptsWrites: true);
        _running = _reporter.RunAsync(
            _identity,
            () => new WorkerRegistration(_identity.Worker, _identity.Incarnation, "127.0.0.1", 1, string.Empty, load, [.. _inventory]),
            () => load,
            _ => { },
            () => { },
            _end.Token);
        Assert.IsType<WorkerRegistration>(await _controlPlane.NextCallAsync());
        Assert.IsType<WorkerHeartbeat>(await _controlPlane.NextCallAsync());
    }
}
