using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Groups;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Streams;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Grains.Partitions;

/// <summary>
/// A group of data partitions: the shell around <see cref="PartitionGroup"/>. Every call is one synchronous turn of the machine, and then settles: stores,
/// gives workers their orders, tells the job. Takes one call at a time; what it calls while it settles (a job's TellAsync and GetLifeAsync, a worker's
/// HoldAsync) interleaves over there, so no two grains wait for each other.
/// </summary>
[GrainType("shuffle.partition-group")]
internal sealed partial class PartitionGrain : Grain, IPartitionGrain
{
    // What meeting a worker changes can concern other workers, whose duties then change once more; it never goes on for long.
    private const int MaxRounds = 8;

    private readonly DurableDocument<GroupDocument> _document;
    private readonly SteadyClock _clock;
    private readonly IServiceLog _people;
    private PartitionGroup _group = null!;
    private int? _toldCount;

    public PartitionGrain(
        [PersistentState("partitions", ShuffleStreams.Storage)] IPersistentState<StoredDocument> storage, SteadyClock clock, IServiceLog people)
    {
        _document = new DurableDocument<GroupDocument>(storage, GroupJsonContext.Default.GroupDocument, GroupDocument.FormatVersion, DeactivateOnIdle);
        _clock = clock;
        _people = people;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        string key = this.GetPrimaryKeyString();
        _group = PartitionGroupId.TryParse(key, out PartitionGroupId id)
            ? new PartitionGroup(id, _document.Read())
            : throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"'{key}' does not name a group of partitions.");
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<PartitionAllocation?>> GetStandingAsync(
        JobLife life, IReadOnlyList<PartitionRequest> requests, CancellationToken cancellationToken)
    {
        await EnterAsync(life, cancellationToken);
        PartitionAllocation?[] standing = [.. requests.Select(request => AllocationOrNull(_group.Standing(request)))];
        await SettleAsync();
        return standing;
    }

    public async Task<IReadOnlyList<PartitionAllocation>> AllocateAsync(
        JobLife life, IReadOnlyList<AssignedPartition> partitions, CancellationToken cancellationToken)
    {
        await EnterAsync(life, cancellationToken);
        foreach (AssignedPartition partition in partitions)
        {
            // All is looked at before anything is changed.
            _ = _group.Standing(partition.Request);
        }

        PartitionAllocation[] allocations =
        [
            .. partitions.Select(partition => AllocationOf(_group.Allocate(partition.Request, partition.Locations, _clock.Now))),
        ];
        // The job counts on one more for each of them. Where an attempt took the place of a failed one it has to hear that there are as many as before.
        _toldCount = null;
        await SettleAsync();
        return allocations;
    }

    public async Task ReleaseAsync(JobLife life, IReadOnlyList<PartitionAttemptId> attempts, CancellationToken cancellationToken)
    {
        await EnterAsync(life, cancellationToken);
        foreach (PartitionAttemptId attempt in attempts)
        {
            _group.Release(attempt, _clock.Now);
        }

        await SettleAsync();
    }

    public async Task<GroupListing> ListAsync(JobLife life, int skip, int take, CancellationToken cancellationToken)
    {
        await EnterAsync(life, cancellationToken);
        await SettleAsync();
        return new GroupListing([.. _group.List(skip, take).Select(StatusOf)], _group.AttemptCount);
    }

    public async Task<long> EndAsync(JobLife life, CancellationToken cancellationToken)
    {
        long highestEpoch = _group.End(life.EpochFloor, _clock.Now);
        await SettleAsync();
        return highestEpoch;
    }

    public async Task<GroupVerdict> ReportAsync(WorkerLocation reporter, IReadOnlyList<PartitionChange> changes, CancellationToken cancellationToken)
    {
        await KnowLifeAsync(cancellationToken);
        ReportOutcome outcome = _group.Report(reporter, changes, _clock.Now);
        await SettleAsync();
        return VerdictFor(reporter.Worker, outcome);
    }

    public async Task<GroupVerdict> ReconcileAsync(WorkerLocation holder, IReadOnlyList<StoredPartition> stored, CancellationToken cancellationToken)
    {
        await KnowLifeAsync(cancellationToken);
        ReportOutcome outcome = _group.Reconcile(holder, stored, _clock.Now);
        await SettleAsync();
        return VerdictFor(holder.Worker, outcome);
    }

    public async Task WorkerGoneAsync(WorkerId worker, bool inOrder, CancellationToken cancellationToken)
    {
        _group.WorkerGone(worker, inOrder, _clock.Now);
        await SettleAsync();
    }

    public async Task WorkerForgottenAsync(WorkerId worker, CancellationToken cancellationToken)
    {
        _group.WorkerForgotten(worker, _clock.Now);
        await SettleAsync();
    }

    // A group without a life may be a new one, or one whose end this activation has no memory of: the job knows. A call that was under way for long is refused.
    private async Task EnterAsync(JobLife life, CancellationToken cancellationToken)
    {
        if (_group.EpochFloor == life.EpochFloor)
        {
            return;
        }

        JobLife? present = await GrainCalls.AnswerAsync(Job.GetLifeAsync(cancellationToken));
        if (present?.EpochFloor != life.EpochFloor)
        {
            throw new ShuffleException(
                ShuffleErrorCode.JobNotFound, $"Job {life.Job} has ended, or was registered anew, while this call was under way. Register it again.");
        }

        _group.Enter(life.EpochFloor, life.FoundingEpoch, _clock.Now);
    }

    private async Task KnowLifeAsync(CancellationToken cancellationToken)
    {
        if (_group.EpochFloor == 0 && await GrainCalls.AnswerAsync(Job.GetLifeAsync(cancellationToken)) is { } life)
        {
            _group.Enter(life.EpochFloor, life.FoundingEpoch, _clock.Now);
        }
    }

    /// <summary>
    /// Stores what changed, gives workers their duties, tells the job. Whatever fails here is still to be done when the caller repeats its call. A caller that
    /// gives up does not stop it: what is stored is to be told, whether anybody waits for it or not.
    /// </summary>
    private async Task SettleAsync()
    {
        for (int round = 0; round < MaxRounds; round++)
        {
            if (_group.HasChanges)
            {
                await _document.SaveAsync(_group.Describe);
                _group.MarkStored();
            }

            _people.Tell(_group.TakeEvents());
            if (_group.ChangedWorkers.Count > 0)
            {
                await GrainCalls.AllAsync([.. _group.ChangedWorkers], MeetAsync);
            }
            else if (await TellAsync())
            {
                return;
            }
            else
            {
                // The job ended before it knew of this group, which had been told just then that the job lives.
                _group.End(_group.EpochFloor, _clock.Now);
            }
        }

        throw new ShuffleException(
            ShuffleErrorCode.ControlPlaneUnavailable, $"The workers of partition group {_group.Id} come and go too fast. Repeat the call.");
    }

    private async Task MeetAsync(WorkerId worker)
    {
        GroupHoldings holdings = HoldingsOf(worker);
        WorkerStanding standing = await GrainFactory.GetGrain<IWorkerCoordination>(worker.Value).HoldAsync(holdings, CancellationToken.None);
        _group.Meet(worker, holdings.Version, standing.IsKnown, standing.Location, _clock.Now);
    }

    /// <returns>False if the life of the job is over.</returns>
    private async Task<bool> TellAsync()
    {
        int count = _group.AttemptCount;
        if (_group.EpochFloor == 0 || (_group.Untold.Count == 0 && count == _toldCount))
        {
            return true;
        }

        GroupEvent[] events = [.. _group.Untold.Select(news => new GroupEvent(news.At, news.Kind, news.Attempt, news.Worker, news.Receipt, news.Reason))];
        bool isAlive = await GrainCalls.AnswerAsync(Job.TellAsync(new GroupNews(_group.Id, _group.EpochFloor, count, events), CancellationToken.None));
        _group.MarkTold(events.Length);
        _toldCount = count;
        return isAlive;
    }

    private IJobCoordination Job => GrainFactory.GetGrain<IJobCoordination>(_group.Id.Job.Value);

    private GroupHoldings HoldingsOf(WorkerId worker) => new(_group.Id, _group.Version, _group.HeldCount(worker), [.. _group.ReleaseOrders(worker)]);

    private GroupVerdict VerdictFor(WorkerId worker, ReportOutcome outcome) => new(HoldingsOf(worker), outcome.Unwanted, outcome.Unclaimed);

    private static PartitionAllocation? AllocationOrNull(AttemptRecord? record) => record is null ? null : AllocationOf(record);

    private static PartitionAllocation AllocationOf(AttemptRecord record)
        => new(record.Attempt, record.SubpartitionCount, [.. record.Shares.Select(share => share.Location)]);

    private static PartitionStatus StatusOf(AttemptRecord record) => new(AllocationOf(record), record.State, record.Receipt);
}
