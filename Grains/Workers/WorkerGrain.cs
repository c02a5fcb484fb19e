using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Grains.State;
using ShuffleOrleans.Grains.Time;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// One shuffle worker of the cluster, as the shell around <see cref="ClusterWorker"/>: stores what an inventory cannot tell, carries the worker's reports to
/// the groups of partitions they are about, and tells these groups of the worker's end until all have heard.
/// </summary>
/// <remarks>
/// Its calls take turns, but for <see cref="HoldAsync"/> and <see cref="GetViewAsync"/>: groups call the one while this grain waits for them, and the
/// directory the other. So whatever a turn has looked at may have more groups, other holdings and more orders after an await; process, place and whether it is
/// gone change in turns alone.
/// </remarks>
[GrainType("shuffle.worker")]
internal sealed partial class WorkerGrain : Grain, IWorkerGrain, IWorkerCoordination, IRemindable, IIncomingGrainCallFilter
{
    private const int FormatVersion = 1;

    private readonly DurableDocument<WorkerDocument> _document;
    private readonly ClusterControlPlaneOptions _options;
    private readonly SteadyClock _clock;
    private readonly ISiloLiveness _liveness;
    private readonly IWorkerAgents _agents;
    private readonly IServiceLog _people;
    private readonly ActivationEnd _end;
    private readonly ILogger _logger;
    private readonly CallOrder _calls = new();
    private readonly DeadlineTimer _timer;
    private readonly SafetyReminder _reminder;
    private ClusterWorker? _worker;
    private SiloAddress? _silo;
    private long _registrationNumber;
    private bool _isToldToReport;

    public WorkerGrain(
        [PersistentState("worker", ShuffleStreams.Storage)] IPersistentState<StoredDocument> storage,
        IOptions<ClusterControlPlaneOptions> options,
        SteadyClock clock,
        ISiloLiveness liveness,
        IWorkerAgents agents,
        IServiceLog people,
        ILogger<WorkerGrain> logger)
    {
        _end = new ActivationEnd(DeactivateOnIdle);
        _document = new DurableDocument<WorkerDocument>(storage, WorkersJsonContext.Default.WorkerDocument, FormatVersion, _end.GiveUp);
        _options = options.Value;
        _clock = clock;
        _liveness = liveness;
        _agents = agents;
        _people = people;
        _logger = logger;
        _timer = new DeadlineTimer(this, clock, OnTimerAsync);
        _reminder = new SafetyReminder(this);
    }

    private WorkerId Id => new(this.GetPrimaryKey());

    // The worker, unless it never registered or has been forgotten.
    private ClusterWorker? Known => _worker is { IsForgotten: false } worker ? worker : null;

    private IWorkerDirectoryGrain Directory => GrainFactory.GetGrain<IWorkerDirectoryGrain>(0);

    public Task Invoke(IIncomingGrainCallContext context) => _end.RunAsync(context);

    // Calls nobody: the directory asks this grain for its view while it activates itself.
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (_document.Read() is { } stored)
        {
            // The window begins anew with each memory: while there was none, after the failure of a whole cluster for instance, no worker could return.
            WorkerDeparture? departure = stored.Departure is { IsOver: false } gone ? gone with { Since = _clock.Now } : stored.Departure;
            _worker = new ClusterWorker(new WorkerRegistered(stored.Location, stored.Rack), departure, stored.Groups, stored.ExcludedFor);
            _silo = SiloAddress.FromParsableString(stored.Silo);
            _registrationNumber = stored.CallNumber;
            _calls.Took(stored.Silo, stored.CallNumber);
        }

        StartTimer();
        return Task.CompletedTask;
    }

    public async Task<WorkerStanding> HoldAsync(GroupHoldings holdings, CancellationToken cancellationToken)
    {
        if (Known is { } worker)
        {
            if (worker.Groups.Take(new HeldByGroup(holdings.Group, holdings.Version, holdings.HeldCount, holdings.ReleaseOrders)))
            {
                AskForReport();
            }

            await StoreGroupsAsync(worker, [holdings.Group]);
        }

        // As it is after the wait: the worker may have gone or moved meanwhile, and then the group must know.
        return Known is { } now ? new WorkerStanding(true, now.Machine.IsGone ? null : now.Machine.Location) : new WorkerStanding(false, null);
    }

    public Task<WorkerView?> GetViewAsync(CancellationToken cancellationToken) => Task.FromResult(Known is { } worker ? ViewOf(worker) : null);

    private WorkerView ViewOf(ClusterWorker worker) => new(
        worker.Machine.Location,
        worker.Machine.Rack,
        _silo!,
        worker.Machine.IsGone,
        worker.Load,
        worker.Groups.HeldCount,
        worker.Machine.Orphans.Jobs.Count > 0,
        worker.Departure is { InOrder: true },
        worker.Machine.ExcludedFor,
        worker.Machine.HeardAt);

    private Task TellDirectoryAsync(ClusterWorker worker, CancellationToken cancellationToken)
        => GrainCalls.AnswerAsync(Directory.UpdateAsync(ViewOf(worker), cancellationToken));

    private IPartitionGrain GrainOf(PartitionGroupId group) => GrainFactory.GetGrain<IPartitionGrain>(group.ToString());

    private IJobCoordination JobOf(JobId job) => GrainFactory.GetGrain<IJobCoordination>(job.Value);

    // Ends when storage names these groups. A group that another call has entered a moment ago is waited for like a new one.
    private async Task StoreGroupsAsync(ClusterWorker worker, IEnumerable<PartitionGroupId> groups)
    {
        IReadOnlyList<PartitionGroupId> news = worker.Groups.NotStored(groups);
        if (news.Count > 0)
        {
            await StoreAsync();
            worker.Groups.Stored(news);
        }
    }

    private Task StoreAsync() => _document.SaveAsync(Describe);

    private WorkerDocument? Describe() => Known is not { } worker
        ? null
        : new WorkerDocument(
            worker.Machine.Location,
            worker.Machine.Rack,
            _silo!.ToParsableString(),
            _registrationNumber,
            worker.Departure,
            worker.Groups.Describe(),
            worker.Machine.ExcludedFor);

    // Once until it reports: a thousand groups that give orders at the end of a job need one report.
    private void AskForReport()
    {
        if (!_isToldToReport && _worker is { IsReporting: true })
        {
            _isToldToReport = true;
            _ = _agents.ReportNowAsync(_silo!);
        }
    }
}
