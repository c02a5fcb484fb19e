using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Moves the bytes of a write channel from its window to where its writer stores them, and ends the writing, on the threads that the writer names for each
/// step. At most one piece of work of a channel is queued or running; it moves from one queue to another when the next step belongs there. Requests come from
/// any thread; an abort beats everything that has not happened yet. Owned by the channel; has ended after
/// <see cref="IFlushOwner.OnCommitted"/> or <see cref="IFlushOwner.OnAborted"/>.
/// </summary>
internal sealed partial class PartitionFlusher : IDiskWork
{
    private readonly Lock _lock = new();
    private readonly List<BufferSegment> _segments = [];
    private readonly IPartitionWriter _writer;
    private readonly ReceiveWindow _window;
    private readonly IFlushOwner _owner;
    private DiskQueue? _queue;
    private bool _finished;
    private string? _abortReason;
    private bool _flushWanted;
    private bool _gathers;
    private bool _mayCommit;
    private bool _ended;

    public PartitionFlusher(IPartitionWriter writer, ReceiveWindow window, IFlushOwner owner)
    {
        _writer = writer;
        _window = window;
        _owner = owner;
    }

    private enum Step
    {
        Write,
        WriteLast,
        Gather,
        Commit,
        Abort,
        Rest,
    }

    /// <summary>Writes what has been appended to the window.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            _flushWanted = true;
            Queue();
        }
    }

    /// <summary>Writes the rest and commits. Nothing is appended any more.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _flushWanted = true;
            _finished = true;
            Queue();
        }
    }

    /// <summary>Deletes what there is, unless the commit has begun.</summary>
    /// <returns>False if it is too late: the commit, or its failure, is what the owner hears.</returns>
    public bool TryAbort(string reason)
    {
        lock (_lock)
        {
            if (_ended)
            {
                return false;
            }

            _abortReason ??= reason;
            Queue();
            return true;
        }
    }

    public void Run()
    {
        while (true)
        {
            Step step = Next();
            if (step == Step.Rest)
            {
                return;
            }

            try
            {
                Do(step);
            }
            catch (Exception e) when (e is ShuffleException || DiskFailure.Is(e))
            {
                OnFailed(e);
            }
        }
    }

    private Step Next()
    {
        lock (_lock)
        {
            Step next = Pending;
            DiskQueue? queue = QueueOf(next);
            if (queue != _queue)
            {
                // Another thread goes on, or nobody has to.
                _queue = null;
                Queue();
                return Step.Rest;
            }

            _flushWanted &= next is not (Step.Write or Step.WriteLast);
            _gathers |= next == Step.Gather;
            _ended |= next is Step.Abort or Step.Commit;
            return next;
        }
    }

    // Under the lock.
    private Step Pending => this switch
    {
        { _ended: true } => Step.Rest,
        { _abortReason: not null } => Step.Abort,
        { _flushWanted: true, _finished: true } => Step.WriteLast,
        { _flushWanted: true } => Step.Write,
        { _finished: true, _mayCommit: true } => Step.Commit,
        { _finished: true, _gathers: false } => Step.Gather,
        _ => Step.Rest,
    };

    private DiskQueue? QueueOf(Step step) => step switch
    {
        Step.Rest => null,
        Step.Commit => _writer.CommitsOn,
        _ => _writer.WritesOn,
    };

    private void Do(Step step)
    {
        switch (step)
        {
            case Step.Write or Step.WriteLast:
                Write(isLast: step == Step.WriteLast);
                break;
            case Step.Gather:
                Gather();
                break;
            case Step.Commit:
                _owner.OnCommitted(_writer.Commit());
                break;
            default:
                _writer.Abort(_abortReason!);
                _owner.OnAborted();
                break;
        }
    }

    private void Write(bool isLast)
    {
        _window.TakeAppended(_segments);
        try
        {
            // Even without new bytes: the writer may hold some whose frames have only become known since.
            Span<BufferSegment> segments = CollectionsMarshal.AsSpan(_segments);
            if (isLast)
            {
                _writer.WriteLast(segments);
            }
            else
            {
                _writer.Write(segments);
            }
        }
        finally
        {
            foreach (BufferSegment segment in _segments)
            {
                segment.Buffer.Release();
            }

            _segments.Clear();
        }

        _owner.OnFlushed();
    }

    private void Gather()
    {
        if (!_writer.TryWaitForOthers(OnGathered))
        {
            OnGathered();
        }
    }

    private void OnGathered()
    {
        lock (_lock)
        {
            _mayCommit = true;
            Queue();
        }
    }

    private void OnFailed(Exception error)
    {
        ShuffleException refusal = error as ShuffleException ?? _writer.Directory.Refused(error);
        lock (_lock)
        {
            // A commit that failed has not happened: the abort still has to.
            _ended = false;
            _abortReason ??= error.Message;
        }

        _owner.OnFlushFailed(refusal.Code, refusal.Message);
    }

    // Under the lock. When the queue has ended, so has the process's storage: the next start removes the partial file.
    private void Queue()
    {
        if (_queue is null && QueueOf(Pending) is DiskQueue queue && queue.TryEnqueue(this))
        {
            _queue = queue;
        }
    }
}
