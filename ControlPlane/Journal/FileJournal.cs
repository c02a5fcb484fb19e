using Microsoft.Extensions.Logging;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Metrics;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// Facts in files. One loop owns the files and writes what has gathered while the disk was busy: one write and one flush for all callers that wait (group
/// commit). The first error of the disk ends the journal for good, because after a failed flush nobody knows what is on the disk: every later call is
/// refused, and a restart reads what is really there.
/// </summary>
internal sealed partial class FileJournal : IFactJournal
{
    // Each caller waits for its facts, so this many wait only if calls come much faster than the disk flushes.
    private const int MaxWaitingFacts = 1_000_000;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly JournalQueue _queue = new();
    private readonly IJournalDirectory _directory;
    private readonly JournalWriter _writer;
    private readonly long _compactionBytes;
    private readonly ILogger _logger;
    private readonly ControlPlaneMetrics? _metrics;
    private readonly TimeProvider _time;
    private readonly Task _loop;
    private ShuffleException? _failure;
    private bool _closed;
    private bool _hasOutgrown;
    private bool _snapshotAsked;

    private FileJournal(
        IJournalDirectory directory, JournalWriter writer, long compactionBytes, ILogger logger, ControlPlaneMetrics? metrics, TimeProvider? time)
    {
        _metrics = metrics;
        _time = time ?? TimeProvider.System;
        _directory = directory;
        _writer = writer;
        _compactionBytes = compactionBytes;
        _logger = logger;
        _loop = Task.Run(WriteBatchesAsync);
    }

    public bool WantsSnapshot
    {
        get
        {
            lock (_lock)
            {
                return _hasOutgrown && !_snapshotAsked && _failure is null;
            }
        }
    }

    /// <summary>
    /// Reads the journal of a directory, or begins one, and is ready to append. Takes over the directory in any case, and disposes it if it throws.
    /// </summary>
    /// <param name="directory">Where the files are.</param>
    /// <param name="beginning">The facts of a journal that does not exist yet.</param>
    /// <param name="replay">Gets every fact that is in the journal.</param>
    /// <param name="compactionBytes">From which size on a new file is begun.</param>
    /// <param name="logger">Where a torn tail is reported.</param>
    /// <param name="metrics">Hears of each flush; null for nobody.</param>
    /// <param name="time">Times flushes; null for the system's clock.</param>
    public static FileJournal Open(
        IJournalDirectory directory,
        IReadOnlyList<ControlPlaneFact> beginning,
        Action<ControlPlaneFact> replay,
        long compactionBytes,
        ILogger logger,
        ControlPlaneMetrics? metrics = null,
        TimeProvider? time = null)
    {
        JournalWriter writer = new(directory);
        try
        {
            if (writer.FindNewest() is { } name)
            {
                byte[] content = ReadAll(directory, name);
                long goodLength = new JournalReader(Path.Combine(directory.Path, name)).Read(content, replay);
                if (goodLength < content.Length)
                {
                    LogTornTail(logger, directory.Path, name, goodLength, content.Length - goodLength);
                }

                writer.GoOn(name, goodLength);
            }
            else
            {
                writer.BeginAnew(beginning);
                beginning.ToList().ForEach(replay);
            }

            return new FileJournal(directory, writer, compactionBytes, logger, metrics, time);
        }
        catch
        {
            writer.Dispose();
            directory.Dispose();
            throw;
        }
    }

    public void RequireReady()
    {
        lock (_lock)
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            if (_queue.WaitingFacts > MaxWaitingFacts)
            {
                throw new ShuffleException(
                    ShuffleErrorCode.ControlPlaneUnavailable,
                    $"The journal in {_directory.Path} is {_queue.WaitingFacts} facts behind. Try again.");
            }
        }
    }

    public Task Append(IReadOnlyList<ControlPlaneFact> facts)
    {
        lock (_lock)
        {
            if (facts.Count == 0)
            {
                return _queue.Newest;
            }

            if (_closed || _failure is not null)
            {
                return Task.FromException(_failure ?? new ShuffleException(ShuffleErrorCode.ControlPlaneUnavailable, "The control plane has been stopped."));
            }

            _queue.Add(facts);
            _work.Release();
            return _queue.Newest;
        }
    }

    public void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState)
    {
        lock (_lock)
        {
            if (!_closed && _failure is null)
            {
                _snapshotAsked = true;
                _queue.BeginAnew(wholeState);
                _work.Release();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        _work.Release();
        await _loop.ConfigureAwait(false);
        _writer.Dispose();
        _directory.Dispose();
        _work.Dispose();
    }

    private async Task WriteBatchesAsync()
    {
        while (true)
        {
            // Woken once for every call and once to close; one batch serves several calls, so there may be nothing to write.
            await _work.WaitAsync().ConfigureAwait(false);
            if (TakeWaiting(out bool closed) is { } batch)
            {
                Write(batch);
            }

            if (closed)
            {
                return;
            }
        }
    }

    private JournalBatch? TakeWaiting(out bool closed)
    {
        lock (_lock)
        {
            closed = _closed;
            return _queue.Take();
        }
    }

    // The lock is not held while the disk works.
    private void Write(JournalBatch batch)
    {
        try
        {
            if (_failure is not null)
            {
                throw _failure;
            }

            long begun = _time.GetTimestamp();
            long lengthBefore = batch.WholeState is null ? _writer.Length : 0;
            _writer.Write(batch);
            _metrics?.OnFlush(_time.GetElapsedTime(begun), _writer.Length - lengthBefore);
            NoteWritten(batch);
            batch.Succeed();
        }
        catch (Exception e)
        {
            batch.Fail(Fail(e));
        }
    }

    private void NoteWritten(JournalBatch batch)
    {
        if (batch.WholeState is not null)
        {
            LogBegunAnew(_logger, _directory.Path, _writer.SnapshotLength);
        }

        lock (_lock)
        {
            // Twice the last snapshot, so that a state larger than the limit is not written anew for every change.
            _hasOutgrown = _writer.Length > Math.Max(_compactionBytes, 2 * _writer.SnapshotLength);
            _snapshotAsked &= batch.WholeState is null;
        }
    }

    private ShuffleException Fail(Exception reason)
    {
        lock (_lock)
        {
            if (_failure is null)
            {
                LogFailed(_logger, _directory.Path, reason);
                _failure = new ShuffleException(
                    ShuffleErrorCode.ControlPlaneUnavailable,
                    $"The journal in {_directory.Path} cannot be written: {reason.Message} No more requests are taken; repair the disk and restart.",
                    reason);
            }

            return _failure;
        }
    }

    private static byte[] ReadAll(IJournalDirectory directory, string name)
    {
        using Stream stream = directory.OpenRead(name);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
