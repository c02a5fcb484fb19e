using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>
/// The worker's side of its conversation with the control plane: registers with the inventory, reports load and partition changes, carries out release orders.
/// A report goes out at every heartbeat and soon after a change. Changes are numbered and repeated until acknowledged; when too many pile up, or the control
/// plane has forgotten the worker, a new registration with the full inventory replaces them. What is damaged is in no inventory, so it is told after every
/// registration: a control plane that does not know of it has it deleted. Owned by the worker.
/// </summary>
internal sealed partial class ControlPlaneReporter : IPartitionObserver, IWorkerReporting
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PendingChanges _pending = new();
    private readonly IWorkerControlPlane _controlPlane;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private TaskCompletionSource _changed = NewSignal();
    private bool _registered;
    private volatile string? _unheard = "it has not registered yet";

    public ControlPlaneReporter(IWorkerControlPlane controlPlane, TimeProvider time, ILogger logger)
    {
        _controlPlane = controlPlane;
        _time = time;
        _logger = logger;
    }

    /// <summary>Why the control plane does not know how the worker is now; null once it has taken a registration, as long as it takes the reports.</summary>
    public string? Unheard => _unheard;

    /// <summary>Called whenever the control plane has answered. Set before the first report.</summary>
    public Action? Heard { get; set; }

    private bool IsRegistered
    {
        get
        {
            lock (_lock)
            {
                return _registered;
            }
        }

        set
        {
            lock (_lock)
            {
                _registered = value;
            }
        }
    }

    /// <summary>Reports until cancelled.</summary>
    /// <param name="identity">Who reports.</param>
    /// <param name="describe">Makes the registration: who, where, and everything held now.</param>
    /// <param name="remains">Says of which attempts only damaged files are left.</param>
    /// <param name="measure">Makes the load.</param>
    /// <param name="release">Carries out one release order.</param>
    /// <param name="onRegistered">Called after the first registration.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(
        WorkerIdentity identity,
        Func<WorkerRegistration> describe,
        Func<IReadOnlyList<QuarantinedPartition>> remains,
        Func<WorkerLoad> measure,
        Action<PartitionAttemptId> release,
        Action onRegistered,
        CancellationToken cancellationToken)
    {
        TimeSpan interval = RetryPause;
        bool fresh = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!IsRegistered)
                {
                    interval = await RegisterAsync(describe, release, cancellationToken);
                    TellOf(remains());
                    fresh = true;
                    _unheard = null;
                    onRegistered();
                }

                bool more = await ReportAsync(identity, measure(), release, cancellationToken);
                fresh = false;
                _unheard = null;
                if (!more)
                {
                    await WaitAsync(interval, cancellationToken);
                }
            }
            catch (ShuffleException e) when (e.Code == ShuffleErrorCode.WorkerNotRegistered)
            {
                IsRegistered = false;
                _unheard = e.Message;
                if (fresh)
                {
                    // Taken in and refused in one breath: something is wrong over there, and haste does not mend it.
                    LogNotHeard(e.Code, e.Message);
                    await PauseAsync(cancellationToken);
                }
            }
            catch (ShuffleException e)
            {
                _unheard = e.Message;
                LogNotHeard(e.Code, e.Message);
                await PauseAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // A bug, here or in the control plane. Not reporting any more would lose the worker's data for its jobs: tell, and go on.
                _unheard = $"of a bug: {e.Message}";
                LogBug(e);
                await PauseAsync(cancellationToken);
            }
        }
    }

    /// <summary>
    /// Says that the worker goes, after a last report: what was ordered to be released a moment ago is not left behind on the disk. A control plane that does
    /// not answer finds out by itself.
    /// </summary>
    public async Task LeaveAsync(WorkerIdentity identity, WorkerLoad load, Action<PartitionAttemptId> release)
    {
        try
        {
            await ReportAsync(identity, load, release, CancellationToken.None);
            await _controlPlane.LeaveAsync(new WorkerLeave(identity.Worker, identity.Incarnation), CancellationToken.None);
        }
        catch (ShuffleException e)
        {
            LogLeaveNotHeard(e.Code, e.Message);
        }
    }

    public void ReportNow()
    {
        lock (_lock)
        {
            _changed.TrySetResult();
        }
    }

    public void RegisterAnew()
    {
        lock (_lock)
        {
            // Also while a registration is under way: its inventory may be older than this wish, so another one follows.
            _registered = false;
            _changed.TrySetResult();
        }
    }

    private async Task<TimeSpan> RegisterAsync(Func<WorkerRegistration> describe, Action<PartitionAttemptId> release, CancellationToken cancellationToken)
    {
        long covered;
        lock (_lock)
        {
            covered = _pending.LastSequence;
            // Before the inventory is taken: if too many changes pile up meanwhile, this becomes false again and stays so.
            _registered = true;
        }

        WorkerRegistration registration = describe();
        WorkerRegistrationReply reply;
        try
        {
            reply = await _controlPlane.RegisterWorkerAsync(registration, cancellationToken);
        }
        catch
        {
            IsRegistered = false;
            throw;
        }

        Heard?.Invoke();
        Acknowledge(covered);
        LogRegistered(registration.Worker, registration.Incarnation, registration.Inventory.Count);
        Carry(reply.Release, release);
        return reply.HeartbeatInterval;
    }

    // Says whether more changes wait that are worth another report at once: if none of these was taken in, the next ones would fare no better.
    private async Task<bool> ReportAsync(WorkerIdentity self, WorkerLoad load, Action<PartitionAttemptId> release, CancellationToken cancellationToken)
    {
        PartitionChange[] changes;
        lock (_lock)
        {
            changes = _pending.Next();
            if (_changed.Task.IsCompleted)
            {
                _changed = NewSignal();
            }
        }

        WorkerHeartbeatReply reply = await _controlPlane.HeartbeatWorkerAsync(
            new WorkerHeartbeat(self.Worker, self.Incarnation, load, changes), cancellationToken);
        Heard?.Invoke();
        Acknowledge(reply.AcknowledgedSequence);
        Carry(reply.Release, release);
        lock (_lock)
        {
            return _pending.Count > 0 && changes.Length > 0 && reply.AcknowledgedSequence >= changes[0].Sequence;
        }
    }

    // A cancellation only ends the pause: the loop looks for it itself.
    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(RetryPause, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task WaitAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock)
        {
            if (!_registered)
            {
                // A registration was wished for while the report was on its way: nothing is to be waited for.
                return;
            }

            changed = _changed.Task;
        }

        await changed.WaitAsync(interval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static void Carry(IReadOnlyList<PartitionAttemptId> orders, Action<PartitionAttemptId> release)
    {
        foreach (PartitionAttemptId attempt in orders)
        {
            release(attempt);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
