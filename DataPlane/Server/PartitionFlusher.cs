using System.Runtime.InteropServices;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Moves the bytes of a write channel from its window to its file, and ends the file, on the I/O threads of its directory. At most one piece of work of a
/// channel is queued or running. Requests come from any thread; an abort beats everything
/// that has not happened yet. Owned by the channel; has ended after <see cref="IFlushOwner.OnCommitted"/> or <see cref="IFlushOwner.OnAborted"/>.
/// </summary>
internal sealed class PartitionFlusher : IDiskWork
{
    // Linux reports a full disk with this number.
    private const int NoSpaceLeft = 28;

    private readonly Lock _lock = new();
    private readonly List<BufferSegment> _segments = [];
    private readonly IPartitionWriter _writer;
    private readonly ReceiveWindow _window;
    private readonly IFlushOwner _owner;
    private bool _finished;
    private string? _abortReason;
    private bool _flushWanted;
    private bool _queued;
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
            if (!_ended && _abortReason is not null)
            {
                _ended = true;
                return Step.Abort;
            }

            if (!_ended && _flushWanted)
            {
                _flushWanted = false;
                return Step.Write;
            }

            if (!_ended && _finished)
            {
                _ended = true;
                return Step.Commit;
            }

            _queued = false;
            return Step.Rest;
        }
    }

    private void Do(Step step)
    {
        switch (step)
        {
            case Step.Write:
                Write();
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

    private void Write()
    {
        _window.TakeAppended(_segments);
        try
        {
            // Even without new bytes: the writer may hold some whose frames have only become known since.
            _writer.Write(CollectionsMarshal.AsSpan(_segments));
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

    private void OnFailed(Exception error)
    {
        ShuffleErrorCode code = error switch
        {
            ShuffleException typed => typed.Code,
            IOException { HResult: NoSpaceLeft } => ShuffleErrorCode.DiskFull,
            _ => ShuffleErrorCode.DiskFailed,
        };
        bool isTyped = error is ShuffleException;
        if (code == ShuffleErrorCode.DiskFailed && !isTyped)
        {
            // A typed error names its disk, which may be another one, and has charged it.
            _writer.Directory.OnFailed();
        }

        lock (_lock)
        {
            // A commit that failed has not happened: the abort still has to.
            _ended = false;
            _abortReason ??= error.Message;
        }

        _owner.OnFlushFailed(code, isTyped ? error.Message : $"{_writer.Directory.Device.Description}: {error.Message}");
    }

    // Under the lock. When the queue has ended, so has the process's storage: the next start removes the partial file.
    private void Queue()
    {
        if (!_queued)
        {
            _queued = _writer.Directory.Queue.TryEnqueue(this);
        }
    }
}
