using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// The control plane inside one process: the machines, one turn at a time, and a journal. For a laptop, for an engine's own tests, for a single node; any
/// number of workers may report to it.
/// </summary>
/// <remarks>
/// A turn is short and does no I/O: it looks, decides, applies. Its facts are queued for the journal in the order of the turns, the lock is released, and the
/// answer waits until they are durable; so the disk delays answers but never another job's turn, and one flush serves all that wait. Every answer, also of a
/// query, waits for all facts it may have seen. Its owner starts it once and disposes it once. Safe for several threads.
/// </remarks>
public sealed partial class EmbeddedControlPlane : IShuffleControlPlane, IWorkerControlPlane, IServiceInspection, IAsyncDisposable
{
    private readonly Lock _turns = new();
    private readonly EmbeddedControlPlaneOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly Func<IJournalDirectory?> _openDirectory;
    private readonly ILogger _logger;
    private readonly ControlPlaneState _state;
    private readonly SteadyClock _clock;
    private readonly ExpiryTimer _expiryTimer;
    private readonly EventSignals _signals = new();
    private readonly JobCommands _jobs;
    private readonly PartitionCommands _partitions;
    private readonly WorkerCommands _workers;
    private readonly ExpirySweep _expiry;
    private readonly ServiceEventLog _events;
    private readonly DateTimeOffset _startedAt;
    private IFactJournal? _journal;
    private Task _lastSweep = Task.CompletedTask;
    private bool _stopped;

    /// <summary>Makes a control plane that is not started yet.</summary>
    /// <param name="options">Its settings, validated.</param>
    /// <param name="timeProvider">Where time comes from.</param>
    /// <param name="loggerFactory">Where it logs.</param>
    public EmbeddedControlPlane(EmbeddedControlPlaneOptions options, TimeProvider timeProvider, ILoggerFactory loggerFactory)
        : this(options, timeProvider, loggerFactory, () => options.JournalDirectory is { } path ? new DiskJournalDirectory(path) : null)
    {
    }

    internal EmbeddedControlPlane(
        EmbeddedControlPlaneOptions options,
        TimeProvider timeProvider,
        ILoggerFactory loggerFactory,
        Func<IJournalDirectory?> openDirectory)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _timeProvider = timeProvider;
        _openDirectory = openDirectory;
        _logger = loggerFactory.CreateLogger<EmbeddedControlPlane>();
        _state = new ControlPlaneState(options.MaxEventsPerJob);
        _clock = new SteadyClock(timeProvider);
        _expiryTimer = new ExpiryTimer(timeProvider, _clock, Sweep);
        AssignmentStrategies strategies = new(options.AssignmentStrategy, options.AssignmentSeed is { } seed ? new Random(seed) : new Random());
        _jobs = new JobCommands(options, strategies);
        _partitions = new PartitionCommands(options, strategies);
        _workers = new WorkerCommands(options);
        _expiry = new ExpirySweep(options, _workers);
        _startedAt = _clock.Now;
        _events = new ServiceEventLog(_startedAt);
    }

    /// <summary>The machines, for tests; looked at only while no call is under way.</summary>
    internal ControlPlaneState State => _state;

    /// <summary>For tests: whether waiting queries leave anything behind.</summary>
    internal EventSignals Signals => _signals;

    /// <summary>
    /// Reads the journal back, or begins one, and takes calls from then on. Jobs and workers that were known get a full timeout to be heard again.
    /// </summary>
    /// <exception cref="JournalCorruptException">The journal is damaged.</exception>
    /// <exception cref="ShuffleException">The journal directory cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IFactJournal journal = await Task.Run(OpenJournal, cancellationToken).ConfigureAwait(false);
        lock (_turns)
        {
            _journal = journal;
        }

        LogStarted(_logger, _options.JournalDirectory ?? "none", _state.Jobs.Count, _state.Workers.Count);
        await RunAsync(_expiry.StartClocks, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes no more calls, wakes the waiting ones, makes durable what was taken in, and closes the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        IFactJournal? journal;
        lock (_turns)
        {
            journal = _stopped ? null : _journal;
            _stopped = true;
        }

        await _expiryTimer.DisposeAsync().ConfigureAwait(false);
        _signals.WakeAll();
        if (journal is not null)
        {
            await _lastSweep.ConfigureAwait(false);
            await journal.DisposeAsync().ConfigureAwait(false);
        }
    }

    private IFactJournal OpenJournal()
    {
        Facts.ControlPlaneFact[] beginning = [ControlPlaneState.Begin(_clock.Now), new Facts.SnapshotCompleted()];
        if (_openDirectory() is { } directory)
        {
            return FileJournal.Open(directory, beginning, _state.Apply, _options.JournalCompactionBytes, _logger);
        }

        Array.ForEach(beginning, _state.Apply);
        return new NoJournal();
    }

    private void Sweep() => _lastSweep = SweepAsync();

    private async Task SweepAsync()
    {
        try
        {
            await RunAsync(_expiry.Run, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.ControlPlaneUnavailable)
        {
            // Stopped, or the journal has failed: nothing expires any more, as nothing else happens any more.
            LogSweepRefused(_logger, e.Message);
        }
        catch (Exception e)
        {
            // A bug. Nobody awaits a sweep, so this is the only place to tell; the next deadline that is set rings again.
            LogSweepFailed(_logger, e);
        }
    }

    private async Task RunAsync(Action<Turn> command, CancellationToken cancellationToken)
        => await RunAsync<object?>(
            turn =>
            {
                command(turn);
                return null;
            },
            cancellationToken).ConfigureAwait(false);

    private async Task<T> RunAsync<T>(Func<Turn, T> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        T? result = default;
        ExceptionDispatchInfo? refusal = null;
        Turn turn;
        Task durable;
        lock (_turns)
        {
            IFactJournal journal = RequireStarted();
            journal.RequireReady();
            turn = new Turn(_state, _clock.Now);
            try
            {
                result = command(turn);
            }
            catch (Exception e)
            {
                // Whatever was applied before must be kept, or state and journal part ways.
                refusal = ExceptionDispatchInfo.Capture(e);
            }

            durable = journal.Append(turn.Facts);
            if (journal.WantsSnapshot)
            {
                journal.BeginAnew(_state.Describe());
            }
        }

        _expiryTimer.RingBy(turn.EarliestDeadline);
        // A caller that gives up stops waiting; what it asked for has happened and is told to others all the same.
        await FinishAsync(turn, durable).WaitAsync(cancellationToken).ConfigureAwait(false);
        refusal?.Throw();
        return result!;
    }

    private async Task FinishAsync(Turn turn, Task durable)
    {
        await durable.ConfigureAwait(false);
        LogFacts(turn.Facts);
        _events.Append(turn.Events);
        _signals.Wake(turn.Facts);
    }

    private IFactJournal RequireStarted() => _journal is not null && !_stopped
        ? _journal
        : throw new ShuffleException(
            ShuffleErrorCode.ControlPlaneUnavailable,
            _stopped ? "The control plane has been stopped." : "The control plane has not started yet. Try again.");
}
