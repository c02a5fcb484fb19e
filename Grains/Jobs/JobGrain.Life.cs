using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Jobs;

// The beginning and the end of a job. Each of these calls is a turn of its own: none interleaves with another, or with an allocation.
internal sealed partial class JobGrain
{
    private static readonly TimeSpan EndPause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<JobRegistration> RegisterAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
    {
        JobRules.Check(request);
        RequireThisJob(request.Job);
        await RequireStrategyAsync(request.AssignmentStrategy, cancellationToken);
        if (_shell is { Job.IsEnding: true } former)
        {
            await CarryOutEndAsync(former);
        }

        JobShell shell = _shell is { } known ? await TakeOverAsync(known, request) : await BeginAsync(request);
        Hear(shell);
        return _terms.AnswerTo(shell.Job.Ownership, shell.Job.Events.LastSequence);
    }

    /// <inheritdoc/>
    public async Task UnregisterAsync(JobUnregistration request, CancellationToken cancellationToken)
    {
        JobRules.Check(request);
        RequireThisJob(request.Job);
        if (_shell is { Job.IsEnding: false } shell)
        {
            shell.Job.Ownership.RequireInstance(request.Instance);
            await EndAsync(shell, expired: false);
        }
    }

    /// <inheritdoc/>
    public async Task CheckDeadlineAsync(CancellationToken cancellationToken)
    {
        switch (_shell)
        {
            case { Job.IsEnding: true } ending:
                await TryToCarryOutEndAsync(ending);
                break;
            case { } silent when silent.Job.Ownership.Deadline <= _clock.Now:
                await EndAsync(silent, expired: true);
                break;
            case { } alive:
                _timer.RingBy(alive.Job.Ownership.Deadline);
                break;
        }
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_shell is not null)
        {
            await CheckDeadlineAsync(CancellationToken.None);
            return;
        }

        // Left behind by a registration, or an end, that did not come to its own end; unless this is an activation that must not be.
        await _store.ConfirmAsync();
        await GrainCalls.AnswerAsync(Directory.EndAsync(Id, 0, CancellationToken.None));
        await _reminder.RemoveAsync();
    }

    // What the timer rang for is tried again: nobody else would hear that it failed.
    private async Task OnTimerAsync()
    {
        try
        {
            await CheckDeadlineAsync(CancellationToken.None);
        }
        catch (ShuffleException e)
        {
            LogCheckFailed(_logger, Id, EndPause, e);
            _timer.RingBy(_clock.Now + EndPause);
        }
    }

    // The directory of workers knows the strategies. Null is the service's own choice, which is checked when it starts.
    private async Task RequireStrategyAsync(string? strategy, CancellationToken cancellationToken)
    {
        if (strategy is not null)
        {
            _ = await GrainCalls.AnswerAsync(Workers.AssignAsync(new AssignmentRequest(strategy, null, Array.Empty<AssignmentItem>()), cancellationToken));
        }
    }

    // Each step leaves no more behind than what the reminder removes; only what is stored exists for others. Once begun it is carried through, also for a
    // caller that has given up: what workers keep for the job is claimed once.
    private async Task<JobShell> BeginAsync(JobRegistrationRequest request)
    {
        await _reminder.SetAsync();
        JobLife life = await GrainCalls.AnswerAsync(Directory.BeginAsync(Id, CancellationToken.None));
        JobRegistered registration = new(
            Id,
            request.Instance,
            request.Name,
            request.AssignmentStrategy,
            _terms.TimeoutOf(request),
            request.Storage,
            life.EpochFloor,
            _clock.Now);
        ShardedJob job = new(registration, life.FoundingEpoch, _maxEvents);
        await _store.SaveAsync(job);
        Enter(job);
        Hear(_shell!);
        LogJobRegistered(_logger, Id, request.Name, request.Instance);
        TellPeople(registration);
        await new OrphanClaims(GrainFactory, _logger).ClaimAsync(Id, CancellationToken.None);
        return _shell!;
    }

    private async Task<JobShell> TakeOverAsync(JobShell known, JobRegistrationRequest request)
    {
        if (known.Job.Ownership.TakeOver(request, _terms.TimeoutOf(request)) is { } takenOver)
        {
            known.Job.Ownership.Apply(takenOver);
            await _store.SaveAsync(known.Job);
            LogJobRegistered(_logger, Id, request.Name, request.Instance);
            TellPeople(takenOver);
            known.Publisher.Publish();
        }

        return known;
    }

    private async Task EndAsync(JobShell shell, bool expired)
    {
        shell.Job.BeginEnd();
        await _store.SaveAsync(shell.Job);
        if (expired)
        {
            LogJobExpired(_logger, Id);
        }
        else
        {
            LogJobEnded(_logger, Id);
        }

        TellPeople(new JobEnded(Id, expired));
        shell.Publisher.Publish();
        await TryToCarryOutEndAsync(shell);
    }

    // That the job has ended is stored; whoever ended it need not wait for a group that cannot be reached.
    private async Task TryToCarryOutEndAsync(JobShell shell)
    {
        try
        {
            await CarryOutEndAsync(shell);
        }
        catch (Exception e)
        {
            LogEndNotCarriedOut(_logger, Id, EndPause, e);
            _timer.RingBy(_clock.Now + EndPause);
        }
    }

    private async Task CarryOutEndAsync(JobShell shell)
    {
        await new JobEnding(shell.Job, shell.Groups, Directory, _store).CarryOutAsync();
        // From here on nobody is heard: news that came now would be of a job that is not there.
        _shell = null;
        _timer.Stop();
        await _store.SaveAsync(null);
        await _reminder.RemoveAsync();
    }
}
