using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>The data sets with reduce partitions that a worker has contributions of. Thread-safe. Owned by the store.</summary>
internal sealed class ReduceDataSets : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(JobId Job, DataSetId Id), ReduceDataSet> _dataSets = [];
    private readonly DataDirectorySet _directories;
    private readonly AppendMemory? _memory;
    private readonly TimeProvider? _clock;
    private readonly TimeSpan _longestGathering;
    private int _highestOrdinal = -1;

    /// <param name="directories">Where files go.</param>
    /// <param name="options">How many files stay open while nobody uses them, and how long commits wait.</param>
    /// <param name="memory">Where short stretches wait for others; null if each is written at once. Disposed with this.</param>
    /// <param name="clock">For commits that wait for others; null if none does.</param>
    public ReduceDataSets(DataDirectorySet directories, StorageOptions options, AppendMemory? memory, TimeProvider? clock)
    {
        _directories = directories;
        Handles = new ReduceHandles(options.MaxIdleReduceFiles);
        _memory = memory;
        _clock = options.MaxCommitWait > TimeSpan.Zero ? clock : null;
        _longestGathering = options.MaxCommitWait;
    }

    /// <summary>The open files.</summary>
    public ReduceHandles Handles { get; }

    /// <summary>The data set, with one more contribution.</summary>
    public ReduceDataSet Enter(JobId job, DataSetId id)
    {
        lock (_lock)
        {
            ReduceDataSet dataSet = Get(job, id);
            dataSet.Contributions++;
            return dataSet;
        }
    }

    /// <summary>A contribution has gone.</summary>
    /// <param name="dataSet">Its data set.</param>
    /// <param name="keep">Whether the data set stays even so, because a start has not found everything yet.</param>
    /// <returns>Whether it was the last: then nobody gets the data set any more, and the caller deletes its files.</returns>
    public bool Leave(ReduceDataSet dataSet, bool keep = false)
    {
        lock (_lock)
        {
            return --dataSet.Contributions == 0 && !keep && _dataSets.Remove((dataSet.Job, dataSet.Id));
        }
    }

    /// <summary>A file that an earlier process left. Before the first writer: no later file gets its ordinal.</summary>
    public void AddFound(ReduceFileId id, DataDirectory directory, long length)
    {
        lock (_lock)
        {
            Get(id.Job, id.DataSet).AddFound(id, directory, length);
            _highestOrdinal = Math.Max(_highestOrdinal, id.Ordinal);
        }
    }

    /// <summary>Everything is found: takes out the data sets that no committed contribution needs. The caller deletes their files.</summary>
    public IReadOnlyList<ReduceDataSet> TakeUnneeded()
    {
        lock (_lock)
        {
            ReduceDataSet[] unneeded = [.. _dataSets.Values.Where(dataSet => dataSet.Contributions == 0)];
            foreach (ReduceDataSet dataSet in unneeded)
            {
                _dataSets.Remove((dataSet.Job, dataSet.Id));
            }

            return unneeded;
        }
    }

    /// <summary>Not everything was found: no data set that is known so far is ever the last contribution's, and each may have files out of sight.</summary>
    /// <param name="firstOrdinal">No later file gets a lower ordinal.</param>
    public void HoldAll(int firstOrdinal)
    {
        lock (_lock)
        {
            _highestOrdinal = Math.Max(_highestOrdinal, firstOrdinal - 1);
            foreach (ReduceDataSet dataSet in _dataSets.Values)
            {
                dataSet.Contributions++;
                dataSet.HasFilesOutOfSight = true;
            }
        }
    }

    /// <summary>Lets go of handles and memory. After the last writer and reader.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (ReduceDataSet dataSet in _dataSets.Values)
            {
                dataSet.Abandon();
            }
        }

        Handles.Dispose();
        _memory?.Dispose();
    }

    // Ordinals are never used twice by a process, so that a data set that begins anew never meets the files of its predecessor that are just being deleted.
    private ReduceDataSet Get(JobId job, DataSetId id)
    {
        if (!_dataSets.TryGetValue((job, id), out ReduceDataSet? dataSet))
        {
            CommitGroup commits = new(_clock, _longestGathering);
            dataSet = new ReduceDataSet(job, id, _directories, Handles, _memory, commits, () => Interlocked.Increment(ref _highestOrdinal));
            _dataSets.Add((job, id), dataSet);
        }

        return dataSet;
    }
}
