using ShuffleOrleans.ControlPlane.Validation;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Workers;

// How the worker goes, is waited for, and is forgotten; and what is dropped when its grace time is over.
internal sealed partial class WorkerGrain
{
    private const string WindowReminder = "recovery-window";

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    // The shortest that Orleans allows. The timer is quicker; the reminder is for the death of this grain's silo.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    public async Task LeaveAsync(WorkerCall call, WorkerLeave leave, CancellationToken cancellationToken)
    {
        WorkerRules.Check(leave);
        await AdmitAsync(call, leave.Worker, ShuffleErrorCode.StaleIncarnation);
        if (Known is { Departure: null } worker && worker.Machine.Location.Incarnation == leave.Incarnation)
        {
            await DepartAsync(worker, inOrder: true, cancellationToken);
        }
    }

    public async Task SiloDiedAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        if (Known is not { } worker || !silo.Equals(_silo))
        {
            return;
        }

        if (worker.Departure is null)
        {
            await DepartAsync(worker, inOrder: false, cancellationToken);
        }
        else
        {
            // The directory would not ask if it had heard.
            await TellDirectoryAsync(worker, cancellationToken);
        }
    }

    public async Task CheckDeadlineAsync(CancellationToken cancellationToken)
    {
        if (_worker is not { } worker)
        {
            return;
        }

        if (worker.DropUnclaimed(_clock.Now))
        {
            AskForReport();
        }

        if (worker.Departure is not { } departure)
        {
            return;
        }

        if (departure.Since + _options.WorkerRecoveryWindow <= _clock.Now)
        {
            await ForgetAsync(worker, cancellationToken);
        }
        else
        {
            await TellGoneAsync(worker, departure.InOrder, cancellationToken);
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await TryCheckDeadlineAsync(CancellationToken.None);
        // A reminder that has outlived its reason, because the worker returned or an end was cut short, ends itself here.
        if (_worker is not { Departure: not null })
        {
            await StopReminderAsync();
        }
    }

    private async Task DepartAsync(ClusterWorker worker, bool inOrder, CancellationToken cancellationToken)
    {
        // Before the change is stored: a reminder too many finds nothing to do, one too few would leave the worker gone for ever.
        await this.RegisterOrUpdateReminder(WindowReminder, _options.WorkerRecoveryWindow + RetryPause, ReminderPeriod);
        worker.Depart(new WorkerDeparture(_clock.Now, inOrder));
        await StoreAsync();
        RestartTimer();
        LogGone(Id, _silo!, inOrder);
        await TellDirectoryAsync(worker, cancellationToken);
        await TellGoneAsync(worker, inOrder, cancellationToken);
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
        await StopReminderAsync();
    }

    private async Task StopReminderAsync()
    {
        if (await this.GetReminder(WindowReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private void StartTimer()
    {
        _timer = this.RegisterGrainTimer(
            TryCheckDeadlineAsync, new GrainTimerCreationOptions(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        RestartTimer();
    }

    private async Task TryCheckDeadlineAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckDeadlineAsync(cancellationToken);
        }
        catch (Exception e) when (e is ShuffleException or OrleansException or TimeoutException)
        {
            LogCheckFailed(Id, e);
        }

        RestartTimer();
    }

    private void RestartTimer() => _timer?.Change(DelayTo(NextDeadline()), Timeout.InfiniteTimeSpan);

    private DateTimeOffset? NextDeadline()
    {
        if (_worker is not { } worker)
        {
            return null;
        }

        DateTimeOffset? grace = worker.Machine.Orphans.NextDeadline;
        if (worker.Departure is not { } departure)
        {
            return grace;
        }

        DateTimeOffset window = worker.Untold.Count > 0 ? _clock.Now : departure.Since + _options.WorkerRecoveryWindow;
        return grace < window ? grace : window;
    }

    // Never at once: what is overdue has just failed.
    private TimeSpan DelayTo(DateTimeOffset? deadline)
    {
        if (deadline is not { } due)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan delay = due - _clock.Now;
        return delay > RetryPause ? delay : RetryPause;
    }
}
