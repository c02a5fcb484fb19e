using Microsoft.Extensions.Logging;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

// How the worker goes, is waited for, and is forgotten; and what is dropped when its grace time is over.
internal sealed partial class WorkerGrain
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    public async Task LeaveAsync(WorkerCall call, WorkerLeave leave, CancellationToken cancellationToken)
    {
        WorkerRules.Check(leave);
        await RequireLivingAsync(call, leave.Worker, ShuffleErrorCode.StaleIncarnation);
        if (Known is { Departure: null } worker && worker.Machine.Location.Incarnation == leave.Incarnation)
        {
            RequireNotOvertaken(call);
            await DepartAsync(worker, inOrder: true);
            await TellDirectoryAsync(worker, cancellationToken);
            await TellGoneAsync(worker, inOrder: true, cancellationToken);
        }
    }

    // Calls nobody who may wait for the answer: an activation of the directory that is ending takes no call until those under way are done, and this one is.
    public async Task<WorkerView?> SiloDiedAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        if (Known is { Departure: null } worker && silo.Equals(_silo))
        {
            await DepartAsync(worker, inOrder: false);
        }

        return Known is { } now ? ViewOf(now) : null;
    }

    public async Task CheckDeadlineAsync(CancellationToken cancellationToken)
    {
        if (_worker is { Departure: { } departure } gone)
        {
            if (departure.Since + _options.WorkerRecoveryWindow <= _clock.Now)
            {
                await ForgetAsync(gone, cancellationToken);
            }
            else
            {
                await TellGoneAsync(gone, departure.InOrder, cancellationToken);
            }
        }

        if (Known is { } worker)
        {
            await DropUnclaimedAsync(worker, cancellationToken);
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await OnTimerAsync();
        // A reminder that has outlived its reason, because the worker returned or an end was cut short, ends itself here.
        if (_worker is not { Departure: not null })
        {
            await _reminder.RemoveAsync();
        }
    }

    // The groups are told by the timer: whoever says that the worker is gone does not wait for a thousand of them.
    private async Task DepartAsync(ClusterWorker worker, bool inOrder)
    {
        // Before the change is stored: a reminder too many finds nothing to do, one too few would leave the worker gone for ever.
        await _reminder.SetAsync();
        worker.Depart(new WorkerDeparture(_clock.Now, inOrder));
        await StoreAsync();
        _timer.RingBy(_clock.Now);
        TellPeopleGone(inOrder);
        LogGone(inOrder ? LogLevel.Information : LogLevel.Warning, Id, _silo!, inOrder);
    }

    // A group that is entered while this goes on hears it by the answer to HoldAsync, or here once more.
    private async Task TellGoneAsync(ClusterWorker worker, bool inOrder, CancellationToken cancellationToken)
    {
        await GrainCalls.EachAsync(worker.Untold, async group =>
        {
            await GrainOf(group).WorkerGoneAsync(Id, inOrder, cancellationToken);
            worker.Told(group);
        });
    }

    private async Task ForgetAsync(ClusterWorker worker, CancellationToken cancellationToken)
    {
        worker.BeginToForget();
        // Until nobody is left: a group may be entered while others are told. Between the last look and Forget there is no await.
        while (!worker.IsForgotten && worker.Untold is { Count: > 0 } untold)
        {
            await GrainCalls.EachAsync(untold, async group =>
            {
                await GrainOf(group).WorkerForgottenAsync(Id, cancellationToken);
                worker.Told(group);
            });
        }

        worker.Forget();
        await GrainCalls.AnswerAsync(Directory.ForgetAsync(Id, cancellationToken));
        await StoreAsync();
        _worker = null;
        LogForgotten(Id);
        TellPeople(new WorkerForgotten(Id));
        await _reminder.RemoveAsync();
    }

    // Nobody's data is deleted without asking once more: its job may be there by now, and may not have heard of it.
    private async Task DropUnclaimedAsync(ClusterWorker worker, CancellationToken cancellationToken)
    {
        DateTimeOffset now = _clock.Now;
        await ClaimForLivingAsync(worker, worker.Machine.Orphans.ExpiredAt(now), cancellationToken);
        if (worker.DropUnclaimed(now))
        {
            AskForReport();
        }
    }

    // What the timer rang for is tried again: nobody else would hear that it failed.
    private async Task OnTimerAsync()
    {
        try
        {
            await CheckDeadlineAsync(CancellationToken.None);
            StartTimer();
        }
        catch (ShuffleException e)
        {
            LogCheckFailed(Id, e);
            _timer.RingBy(_clock.Now + RetryPause);
        }
    }

    private void StartTimer()
    {
        if (_worker is { } worker && worker.NextDeadline(_clock.Now, _options.WorkerRecoveryWindow) is { } deadline)
        {
            _timer.RingBy(deadline);
        }
    }
}
