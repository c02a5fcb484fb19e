using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// Reads the indexes of one directory for a matrix, one after the other on its I/O threads and behind what waits there already. One piece is queued at a time;
/// ends with the last index, when nobody wants the matrix any more, or with the threads.
/// </summary>
internal sealed class MatrixReads : IDiskWork
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<StoredAttempt> _left;
    private readonly PartitionStore _store;
    private readonly DataDirectory _directory;
    private readonly MatrixCells _cells;
    private readonly CancellationToken _cancellation;

    public MatrixReads(
        PartitionStore store, DataDirectory directory, IEnumerable<StoredAttempt> attempts, MatrixCells cells, CancellationToken cancellation)
    {
        _store = store;
        _directory = directory;
        _left = new Queue<StoredAttempt>(attempts);
        _cells = cells;
        _cancellation = cancellation;
    }

    /// <summary>Completes when nothing is queued or running any more.</summary>
    public Task RunAsync()
    {
        Queue();
        return _done.Task;
    }

    public void Run()
    {
        try
        {
            Add(_left.Dequeue());
        }
        catch (ShuffleException)
        {
            // Damaged, gone or unreadable: told and acted upon where it was found. The matrix says that it has not sampled it.
        }
        catch (Exception e)
        {
            // A bug of ours ends this matrix and neither the thread nor the wait.
            _done.TrySetException(e);
            return;
        }

        Queue();
    }

    private void Queue()
    {
        if (_left.Count == 0 || _cancellation.IsCancellationRequested || !_directory.Queue.TryEnqueue(this))
        {
            _done.TrySetResult();
        }
    }

    private void Add(StoredAttempt attempt)
    {
        int producer = attempt.Id.Partition.PartitionIndex;
        if (attempt.Id.Partition.Kind == DataPartitionKind.Map)
        {
            _cells.Add(producer, StoredIndexes.OfMap(_store, attempt), attempt.SubpartitionCount);
        }
        else
        {
            _cells.Add(producer, StoredIndexes.OfContribution(_store, attempt));
        }
    }
}
