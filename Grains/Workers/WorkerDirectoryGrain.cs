using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Streams;
using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// The directory of all workers, as the shell around <see cref="WorkerRoster"/>. Stores which workers there are; how they are it hears from their grains, and
/// asks them anew when its memory begins. Every second it compares their silos with Orleans' membership.
/// </summary>
/// <remarks>
/// Calls that wait for anything interleave, because workers' grains call this one while it waits for them. Each of them looks and changes in one go, after
/// its last await; an assignment waits for nothing.
/// </remarks>
[GrainType("shuffle.worker-directory")]
internal sealed partial class WorkerDirectoryGrain : Grain, IWorkerDirectoryGrain, IIncomingGrainCallFilter
{
    private const int FormatVersion = 1;

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly DurableDocument<WorkerDirectoryDocument> _document;
    private readonly ISiloLiveness _liveness;
    private readonly SteadyClock _clock;
    private readonly ActivationEnd _end;
    private readonly ILogger _logger;
    private readonly WorkerRoster _roster;
    private WorkerEventLog _events = new(0);
    private WorkerEventPublisher _publisher;

    public WorkerDirectoryGrain(
        [PersistentState("worker-directory", ShuffleStreams.Storage)] IPersistentState<StoredDocument> storage,
        IOptions<ClusterControlPlaneOptions> options,
        SteadyClock clock,
        ISiloLiveness liveness,
        ILogger<WorkerDirectoryGrain> logger)
    {
        _end = new ActivationEnd(DeactivateOnIdle);
        _document = new DurableDocument<WorkerDirectoryDocument>(
            storage, WorkersJsonContext.Default.WorkerDirectoryDocument, FormatVersion, _end.GiveUp);
        _liveness = liveness;
        _clock = clock;
        _logger = logger;
        ClusterControlPlaneOptions settings = options.Value;
        Random random = settings.AssignmentSeed is { } seed ? new Random(seed) : new Random();
        _roster = new WorkerRoster(
            settings.MaxWorkers, settings.MaxWorkersPerReduceDataSet, new AssignmentStrategies(settings.AssignmentStrategy, random));
        _publisher = PublisherOf(_events);
    }

    public Task Invoke(IIncomingGrainCallContext context) => _end.RunAsync(context);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_document.Read() is { } stored)
        {
            _events = new WorkerEventLog(stored.EventCeiling);
            _publisher = PublisherOf(_events);
            foreach (WorkerId worker in stored.Workers)
            {
                _roster.Restore(worker);
            }
        }

        await TryDescribeAsync(cancellationToken);
        this.RegisterGrainTimer(
            TryCheckSilosAsync,
            new GrainTimerCreationOptions(CheckInterval, CheckInterval) { KeepAlive = true, Interleave = true });
    }

    public async Task UpdateAsync(WorkerView view, CancellationToken cancellationToken)
    {
        await MakeRoomForEventAsync();
        bool isNew = !_roster.Contains(view.Location.Worker);
        if (_roster.Update(view) is { } happened)
        {
            _events.Append(_clock.Now, happened, view.Location);
        }

        if (isNew)
        {
            await _document.SaveAsync(Describe);
        }

        _publisher.Publish();
    }

    public async Task ForgetAsync(WorkerId worker, CancellationToken cancellationToken)
    {
        await MakeRoomForEventAsync();
        if (_roster.Remove(worker) is { } view)
        {
            _events.Append(_clock.Now, WorkerEventKind.Forgotten, view.Location);
        }

        // Also if it is not known here any more: the removal may not be stored yet.
        await _document.SaveAsync(Describe);
        _publisher.Publish();
    }

    public Task<AssignmentReply> AssignAsync(AssignmentRequest request, CancellationToken cancellationToken) => Task.FromResult(_roster.Assign(request));

    public Task<IReadOnlyList<WorkerView>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(_roster.Views);

    public Task<WorkerView?> FindAsync(WorkerId worker, CancellationToken cancellationToken) => Task.FromResult(_roster.ViewOf(worker));

    public Task<WorkerEventBatch> GetEventsAsync(long afterSequence, CancellationToken cancellationToken)
        => Task.FromResult(_events.ReadAfter(afterSequence));

    // One silo of which nobody can say now whether it lives does not keep the others from being looked at.
    public Task CheckSilosAsync(CancellationToken cancellationToken) => GrainCalls.EachAsync(
        _roster.Views.Where(view => !view.IsGone).GroupBy(view => view.Silo), ofSilo => CheckSiloAsync(ofSilo, cancellationToken));

    private async Task CheckSiloAsync(IGrouping<SiloAddress, WorkerView> ofSilo, CancellationToken cancellationToken)
    {
        if (await _liveness.IsDeadAsync(ofSilo.Key))
        {
            await GrainCalls.EachAsync(ofSilo, view => TakeDeathAsync(view, cancellationToken));
        }
    }

    private async Task TakeDeathAsync(WorkerView known, CancellationToken cancellationToken)
    {
        WorkerId worker = known.Location.Worker;
        if (await GrainOf(worker).SiloDiedAsync(known.Silo, cancellationToken) is { } view)
        {
            await UpdateAsync(view, cancellationToken);
        }
        else if (_roster.ViewOf(worker) is { } still && still.Silo.Equals(known.Silo))
        {
            // Its grain has forgotten it, and this one has not heard.
            await ForgetAsync(worker, cancellationToken);
        }
    }

    private async Task TryCheckSilosAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckSilosAsync(cancellationToken);
        }
        catch (Exception e) when (e is ShuffleException or OperationCanceledException)
        {
            LogCheckFailed(e);
        }

        await TryDescribeAsync(cancellationToken);
        await TryWakeGoneAsync(cancellationToken);
    }

    // Asks those that have not answered yet how they are. A worker whose grain does not answer takes no partitions; it must not keep all others from theirs.
    private async Task TryDescribeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GrainCalls.EachAsync(_roster.Undescribed, worker => DescribeAsync(worker, cancellationToken));
        }
        catch (Exception e) when (e is ShuffleException or OperationCanceledException)
        {
            LogNotDescribed(e);
        }
    }

    // The grain of a gone worker waits for the end of its window, and nobody else calls it: where its silo has died, this brings it to life.
    private async Task TryWakeGoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GrainCalls.EachAsync(
                _roster.Views.Where(view => view.IsGone), view => GrainOf(view.Location.Worker).GetViewAsync(cancellationToken));
        }
        catch (Exception e) when (e is ShuffleException or OperationCanceledException)
        {
            LogCheckFailed(e);
        }
    }

    private async Task DescribeAsync(WorkerId worker, CancellationToken cancellationToken)
    {
        if (await GrainOf(worker).GetViewAsync(cancellationToken) is { } view)
        {
            _roster.Describe(worker, view);
        }
        else if (_roster.Undescribed.Contains(worker))
        {
            // Its grain has no such worker: it was about to be forgotten. The next write leaves it out.
            _roster.Remove(worker);
        }
    }

    private async Task MakeRoomForEventAsync()
    {
        while (!_events.HasRoom)
        {
            // Other calls may use the room up before this one goes on. What is stored then is at least this ceiling.
            long ceiling = _events.NextCeiling;
            await _document.SaveAsync(Describe);
            _events.Raise(ceiling);
        }
    }

    private WorkerDirectoryDocument Describe() => new(_roster.Ids, _events.NextCeiling);

    private IWorkerCoordination GrainOf(WorkerId worker) => GrainFactory.GetGrain<IWorkerCoordination>(worker.Value);

    private WorkerEventPublisher PublisherOf(WorkerEventLog events) => new(events, OpenStream, _logger);

    private IAsyncStream<WorkerEvent> OpenStream()
        => this.GetStreamProvider(ShuffleStreams.Provider).GetStream<WorkerEvent>(ShuffleStreams.OfWorkers);
}
