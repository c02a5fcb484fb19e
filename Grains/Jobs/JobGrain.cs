using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.State;
using ShuffleOrleans.Grains.Time;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// A shell around <see cref="ShardedJob"/>: stores it, gives it time, and speaks with the groups of its partitions. Registration, allocation, release and end
/// take turns. What interleaves with them at each of their awaits (heartbeats, queries, news of groups) changes deadline, events and counts in one piece
/// without an await, and never who speaks for the job or whether it is over; so what a turn has checked stays true to its end.
/// </summary>
[GrainType("shuffle.job")]
internal sealed partial class JobGrain : Grain, IJobGrain, IJobCoordination, IRemindable, IIncomingGrainCallFilter
{
    private readonly ActivationEnd _end;
    private readonly ILogger _logger;
    private readonly SteadyClock _clock;
    private readonly IServiceLog _people;
    private readonly JobTerms _terms;
    private readonly int _maxEvents;
    private readonly JobStore _store;
    private readonly DeadlineTimer _timer;
    private readonly SafetyReminder _reminder;
    private JobShell? _shell;

    public JobGrain(
        [PersistentState("job", ShuffleStreams.Storage)] IPersistentState<StoredDocument> storage,
        IOptions<ClusterControlPlaneOptions> options,
        SteadyClock clock,
        IServiceLog people,
        ILogger<JobGrain> logger)
    {
        _end = new ActivationEnd(DeactivateOnIdle);
        _logger = logger;
        _clock = clock;
        _people = people;
        _terms = new JobTerms(options.Value);
        _maxEvents = options.Value.MaxEventsPerJob;
        _store = new JobStore(storage, _end.GiveUp);
        _timer = new DeadlineTimer(this, clock, OnTimerAsync);
        _reminder = new SafetyReminder(this);
    }

    private JobId Id => new(this.GetPrimaryKey());

    private IJobDirectoryGrain Directory => GrainFactory.GetGrain<IJobDirectoryGrain>(0);

    private IWorkerDirectoryGrain Workers => GrainFactory.GetGrain<IWorkerDirectoryGrain>(0);

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) => _end.RunAsync(context);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_store.Read() is { } stored)
        {
            Enter(new ShardedJob(stored, _maxEvents));
            // Nobody had the chance to be heard since the last activation: a full timeout again. An end goes on at once.
            _shell!.Job.Ownership.Heard(_clock.Now);
            _timer.RingBy(stored.IsEnding ? _clock.Now : _shell.Job.Ownership.Deadline);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<JobHeartbeatReply> HeartbeatAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        JobRules.Check(heartbeat);
        return HearAsync(heartbeat.Job, heartbeat.Instance, shell => new JobHeartbeatReply(shell.Job.Events.LastSequence));
    }

    /// <inheritdoc/>
    public Task<PartitionEventBatch> GetEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
    {
        JobRules.Check(query);
        return HearAsync(query.Job, query.Instance, shell => EventsOf(shell, query));
    }

    /// <inheritdoc/>
    public async Task<PartitionEventBatch> LookAgainAsync(PartitionEventQuery query, CancellationToken cancellationToken)
    {
        JobRules.Check(query);
        RequireThisJob(query.Job);
        return EventsOf(await LivingAsync(query.Instance), query);
    }

    /// <inheritdoc/>
    public async Task<PartitionAllocationReply> AllocateAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        JobShell shell = await HearAsync(request.Job, request.Instance, shell => shell);
        return await new JobAllocation(shell.Job, shell.Groups, Workers, _store, _terms).AllocateAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        JobShell shell = await HearAsync(request.Job, request.Instance, shell => shell);
        await shell.ReleaseAsync(request.Attempts, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<PartitionListReply> ListAsync(PartitionListRequest request, CancellationToken cancellationToken)
    {
        PartitionRules.Check(request);
        RequireThisJob(request.Job);
        JobShell shell = await LivingAsync(instance: null);
        return await new JobListing(shell.Job, shell.Groups).ListAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<JobLife?> GetLifeAsync(CancellationToken cancellationToken)
    {
        JobShell? shell = _shell is { Job.IsEnding: false } living ? living : await SettledAsync();
        return shell is { Job.IsEnding: false } ? shell.Groups.Life : null;
    }

    /// <inheritdoc/>
    public async Task<bool> TellAsync(GroupNews news, CancellationToken cancellationToken)
    {
        // Lives only get later. One that this activation does not know yet is over, or this activation is one that must not be.
        if (_shell is null || _shell.Groups.Life.EpochFloor < news.EpochFloor)
        {
            await _store.ConfirmAsync();
        }

        return _shell is { } shell && shell.Groups.Life.EpochFloor == news.EpochFloor && await shell.TakeInAsync(news);
    }

    private async Task<T> HearAsync<T>(JobId job, JobInstanceId instance, Func<JobShell, T> answer)
    {
        RequireThisJob(job);
        JobShell shell = await LivingAsync(instance);
        Hear(shell);
        return answer(shell);
    }

    private static PartitionEventBatch EventsOf(JobShell shell, PartitionEventQuery query)
    {
        shell.Job.Events.Acknowledge(query.AfterSequence);
        return shell.Job.Events.ReadAfter(query.AfterSequence, query.MaxEvents);
    }

    // Any call of the right instance shows that the JobMaster lives, but for a query that merely goes on waiting.
    private void Hear(JobShell shell)
    {
        shell.Job.Ownership.Heard(_clock.Now);
        _timer.RingBy(shell.Job.Ownership.Deadline);
    }

    private async Task<JobShell> LivingAsync(JobInstanceId? instance)
    {
        JobShell? known = _shell;
        if (known is not { Job.IsEnding: false } || (instance is not null && known.Job.Ownership.Instance != instance))
        {
            known = await SettledAsync();
        }

        JobShell shell = known is { Job.IsEnding: false } living ? living : throw JobOwnership.NotRegistered(Id);
        if (instance is { } speaker)
        {
            shell.Job.Ownership.RequireInstance(speaker);
        }

        return shell;
    }

    // The job as it is stored. Nobody is turned away by a takeover or an end that a failed write would undo, nor by an activation that knows of no job because
    // another one has registered it.
    private async Task<JobShell?> SettledAsync()
    {
        await (_shell is null ? _store.ConfirmAsync() : _store.LastWrite);
        return _shell;
    }

    private void RequireThisJob(JobId job)
        => Require.That(job == Id, "Job", $"is {job}; this call was made to job {Id}.");

    private void Enter(ShardedJob job) => _shell = new JobShell(
        job,
        GrainFactory,
        _store,
        new JobEventPublisher(
            this.GetStreamProvider(ShuffleStreams.Provider).GetStream<PartitionEventBatch>(ShuffleStreams.OfJob(Id)),
            job.Events,
            _logger));
}
