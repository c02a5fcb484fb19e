using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

// What the worker says: registrations, reports, and data that is looked at again.
internal sealed partial class WorkerGrain
{
    public async Task<WorkerRegistrationReply> RegisterAsync(WorkerCall call, WorkerRegistration registration, CancellationToken cancellationToken)
    {
        WorkerRules.Check(registration);
        await RequireLivingAsync(call, registration.Worker, ShuffleErrorCode.StaleIncarnation);
        await RequireOnlyProcessAsync(call);
        RequireNotOvertaken(call);
        bool isBack = Known is not { Departure: null } known || known.Machine.Location != LocationOf(registration);
        return await AnsweringAsync(() => RegisterAsync(Enter(call, registration), isBack, call, registration, cancellationToken));
    }

    public async Task<WorkerHeartbeatReply> HeartbeatAsync(WorkerCall call, WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        WorkerRules.Check(heartbeat);
        // As of every worker that is gone, whether the news of its silo has come here already or not. Its registration is refused for good.
        await RequireLivingAsync(call, heartbeat.Worker, ShuffleErrorCode.WorkerNotRegistered);
        ClusterWorker worker = Known ?? throw WorkerMachine.NotRegistered(Id, "is not known");
        worker.RequireReporting(heartbeat.Incarnation);
        if (!call.Silo.Equals(_silo))
        {
            throw WorkerMachine.NotRegistered(Id, $"is registered from silo {_silo}, not {call.Silo}");
        }

        RequireNotOvertaken(call);
        return await AnsweringAsync(() => HeartbeatAsync(worker, heartbeat, cancellationToken));
    }

    public async Task ClaimOrphansAsync(JobId job, CancellationToken cancellationToken)
    {
        if (Known is { } worker && worker.Machine.Orphans.Of(job).Count > 0)
        {
            await JudgeOrphansAsync(worker, job, cancellationToken);
            await TellDirectoryAsync(worker, cancellationToken);
        }
    }

    private async Task<WorkerRegistrationReply> RegisterAsync(
        ClusterWorker worker, bool isBack, WorkerCall call, WorkerRegistration registration, CancellationToken cancellationToken)
    {
        ILookup<PartitionGroupId, StoredPartition> inventory = worker.ToJudge(registration.Inventory);
        // Intent first: a group that takes something in here must be known to hear of the worker's end, also if this activation dies in between.
        worker.Groups.Expect(inventory.Select(ofGroup => ofGroup.Key));
        IReadOnlyList<PartitionGroupId> news = worker.Groups.NotStored(worker.Groups.All);
        await StoreAsync();
        worker.Groups.Stored(news);
        await EnterDirectoryAsync(worker, cancellationToken);
        if (isBack)
        {
            TellPeople(new WorkerRegistered(worker.Machine.Location, worker.Machine.Rack));
        }

        worker.OrderAbsent(registration.Inventory);
        // Groups that are entered meanwhile need not be asked: they have just heard of this very process, by the answer to HoldAsync.
        await GrainCalls.EachAsync(worker.Groups.All.ToArray(), group => ReconcileAsync(worker, group, [.. inventory[group]], cancellationToken));

        TellPeopleOfDisks(worker, registration.Load);
        worker.Compared(registration.Load, _clock.Now);
        StartTimer();
        await TellDirectoryAsync(worker, cancellationToken);
        await ClaimForLivingAsync(worker, worker.Unasked, cancellationToken);
        LogRegistered(Id, registration.Incarnation, call.Silo, registration.Inventory.Count);
        return new WorkerRegistrationReply(_options.WorkerHeartbeatInterval, Timeout.InfiniteTimeSpan, worker.Orders);
    }

    private async Task<WorkerHeartbeatReply> HeartbeatAsync(ClusterWorker worker, WorkerHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartitionChange> changes = worker.Machine.NewChanges(heartbeat.Changes);
        if (changes.Count > 0)
        {
            await JudgeAsync(worker, changes, cancellationToken);
            worker.Machine.Apply(new WorkerReported(Id, changes[^1].Sequence));
        }

        TellPeopleOfDisks(worker, heartbeat.Load);
        worker.Hear(heartbeat.Load, _clock.Now);
        await TellDirectoryAsync(worker, cancellationToken);
        await ClaimForLivingAsync(worker, worker.Unasked, cancellationToken);
        return new WorkerHeartbeatReply(worker.Machine.AcknowledgedSequence, worker.Orders);
    }

    // New orders that come before the answer go out with it, from whomever they are: until then nobody needs to ask for a report.
    private async Task<TReply> AnsweringAsync<TReply>(Func<Task<TReply>> answer)
    {
        _isToldToReport = true;
        try
        {
            return await answer();
        }
        finally
        {
            _isToldToReport = false;
        }
    }

    private ClusterWorker Enter(WorkerCall call, WorkerRegistration registration)
    {
        WorkerLocation location = LocationOf(registration);
        ClusterWorker worker = Known ?? new ClusterWorker(new WorkerRegistered(location, registration.Rack));
        worker.Register(location, registration.Rack);
        _worker = worker;
        _silo = call.Silo;
        _registrationNumber = call.Number;
        return worker;
    }

    private static WorkerLocation LocationOf(WorkerRegistration registration)
        => new(registration.Worker, registration.Incarnation, registration.Host, registration.DataPort);

    private async Task EnterDirectoryAsync(ClusterWorker worker, CancellationToken cancellationToken)
    {
        try
        {
            await TellDirectoryAsync(worker, cancellationToken);
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.InvalidRequest)
        {
            // The directory is full and does not know it: so no partition was ever assigned here, and nobody would tell of its end.
            worker.Forget();
            await StoreAsync();
            throw;
        }
    }

    private async Task ReconcileAsync(
        ClusterWorker worker, PartitionGroupId group, IReadOnlyList<StoredPartition> stored, CancellationToken cancellationToken)
    {
        GroupVerdict verdict = await GrainOf(group).ReconcileAsync(worker.Machine.Location, stored, cancellationToken);
        Take(worker, stored.Select(partition => partition.Attempt), verdict);
    }

    // Taken in when all groups have answered. Those that answered although another one failed are asked again, and find nothing new.
    private async Task JudgeAsync(ClusterWorker worker, IReadOnlyList<PartitionChange> changes, CancellationToken cancellationToken)
    {
        ILookup<PartitionGroupId, PartitionChange> byGroup = changes.ToLookup(change => PartitionGroupId.Of(change.Attempt.Partition));
        PartitionGroupId[] groups = [.. byGroup.Select(ofGroup => ofGroup.Key)];
        worker.Groups.Expect(groups);
        await StoreGroupsAsync(worker, groups);
        await GrainCalls.EachAsync(groups, group => ReportAsync(worker, group, [.. byGroup[group]], cancellationToken));
    }

    private async Task ReportAsync(
        ClusterWorker worker, PartitionGroupId group, IReadOnlyList<PartitionChange> changes, CancellationToken cancellationToken)
    {
        GroupVerdict verdict = await GrainOf(group).ReportAsync(worker.Machine.Location, changes, cancellationToken);
        Take(worker, changes.Where(change => change.Kind == PartitionChangeKind.Committed).Select(change => change.Attempt), verdict);
        worker.Confirm(changes);
    }

    private void Take(ClusterWorker worker, IEnumerable<PartitionAttemptId> judged, GroupVerdict verdict)
    {
        GroupHoldings holdings = verdict.Holdings;
        bool newOrders = worker.Groups.Take(new HeldByGroup(holdings.Group, holdings.Version, holdings.HeldCount, holdings.ReleaseOrders));
        newOrders |= worker.Take(judged, verdict.Unwanted, verdict.Unclaimed, _clock.Now + _options.UnknownJobGrace);
        if (verdict.Unclaimed.Count > 0)
        {
            StartTimer();
        }

        if (newOrders)
        {
            AskForReport();
        }
    }

    // A job that registers while its data is being taken in may ask the directory for it too early: so it is asked here, after the directory knows.
    private Task ClaimForLivingAsync(ClusterWorker worker, IReadOnlyList<JobId> jobs, CancellationToken cancellationToken) => GrainCalls.EachAsync(
        jobs,
        async job =>
        {
            if (await JobOf(job).GetLifeAsync(cancellationToken) is not null)
            {
                await JudgeOrphansAsync(worker, job, cancellationToken);
            }

            worker.AskedAbout(job);
        });

    // The same question as if they had been committed just now. An inventory would be the wrong one: it speaks for all of a group.
    private Task JudgeOrphansAsync(ClusterWorker worker, JobId job, CancellationToken cancellationToken)
    {
        PartitionChange[] changes =
        [
            .. worker.Machine.Orphans.Of(job).Select((stored, index) => new PartitionChange(
                index + 1, PartitionChangeKind.Committed, stored.Attempt, stored.SubpartitionCount, stored.Receipt, string.Empty)),
        ];
        return JudgeAsync(worker, changes, cancellationToken);
    }
}
