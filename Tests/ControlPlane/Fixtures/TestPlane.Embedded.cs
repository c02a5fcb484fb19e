using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

// The embedded shell.
internal sealed partial class TestPlane
{
    private readonly Func<IJournalDirectory?> _openDirectory;

    private TestPlane(ManualTimeProvider clock, EmbeddedControlPlaneOptions options, Func<IJournalDirectory?> openDirectory)
    {
        Clock = clock;
        Options = options;
        _openDirectory = openDirectory;
        Plane = Make();
    }

    public static ServiceKind Kind => ServiceKind.Embedded;

    public ManualTimeProvider Clock { get; }

    public EmbeddedControlPlaneOptions Options { get; }

    public EmbeddedControlPlane Plane { get; private set; }

    /// <summary>How many jobs have somebody waiting for events.</summary>
    public int WaitingCount => Plane.Signals.Count;

    public static async Task<TestPlane> StartAsync(
        Action<EmbeddedControlPlaneOptions>? configure = null, Func<IJournalDirectory?>? openDirectory = null, ManualTimeProvider? clock = null)
    {
        EmbeddedControlPlaneOptions options = new() { AssignmentSeed = 1 };
        configure?.Invoke(options);
        TestPlane plane = new(clock ?? new ManualTimeProvider(), options, openDirectory ?? (() => null));
        await plane.Plane.StartAsync(CancellationToken.None);
        return plane;
    }

    /// <summary>One whose memory survives <see cref="RestartAsync"/>.</summary>
    public static Task<TestPlane> StartDurableAsync(Action<EmbeddedControlPlaneOptions>? configure = null)
    {
        SimulatedDisk disk = new();
        return StartAsync(configure, () => disk);
    }

    /// <summary>Ends the control plane and begins it anew from what is durable.</summary>
    public async Task RestartAsync()
    {
        await Plane.DisposeAsync();
        Plane = Make();
        await Plane.StartAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass.</summary>
    public Task AdvanceAsync(TimeSpan time)
    {
        Clock.Advance(time);
        return Task.CompletedTask;
    }

    public Task<int> JobCountAsync() => Task.FromResult(Plane.State.Jobs.Count);

    public Task<int> WorkerCountAsync() => Task.FromResult(Plane.State.Workers.Count);

    public Task<bool> KnowsAsync(WorkerId worker) => Task.FromResult(Plane.State.Worker(worker) is not null);

    public Task<int> HeldCountAsync(WorkerId worker) => Task.FromResult(Plane.State.Worker(worker)!.Held.Count);

    public Task<bool> HasOrphansAsync(WorkerId worker) => Task.FromResult(Plane.State.Worker(worker)!.Orphans.Jobs.Count > 0);

    public ValueTask DisposeAsync() => Plane.DisposeAsync();

    private EmbeddedControlPlane Make() => new(Options, Clock, NullLoggerFactory.Instance, _openDirectory);
}
