using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>What recovery and scrubber need: partitions as files that nobody reads or writes at the moment.</summary>
internal sealed partial class PartitionStore
{
    /// <summary>An attempt that an earlier process has committed, as its file tells. <see cref="Adopt"/> takes it in, <see cref="Drop"/> does not.</summary>
    public StoredAttempt Found(in PartitionFileHeader header, in PartitionFileFooter footer, DataDirectory directory, long fileBytes)
    {
        DataPartitionId partition = header.Attempt.Partition;
        return new StoredAttempt(header.Attempt, header.SubpartitionCount, directory)
        {
            Contribution = partition.Kind == DataPartitionKind.Map
                ? null
                : new StoredContribution(_reduce.Enter(partition.Job, partition.DataSet), header.ShareIndex, header.ShareCount),
            Receipt = footer.Receipt,
            FileBytes = fileBytes,
            // Never checked at rest by this process: the scrubber begins with these.
            TrustedSince = DateTimeOffset.MinValue,
        };
    }

    /// <summary>An attempt that was found is not taken in after all.</summary>
    public void Drop(StoredAttempt found)
    {
        if (found.Contribution is StoredContribution contribution)
        {
            // The files go when everything is found, if no other contribution needs them.
            _reduce.Leave(contribution.DataSet, keep: true);
        }
    }

    /// <summary>
    /// The own file of a contribution cannot be read now, and may be at the next start: the frames of its data set stay as long as this process lives.
    /// </summary>
    public void HoldFilesOf(PartitionAttemptId attempt)
    {
        if (attempt.Partition.Kind == DataPartitionKind.Reduce)
        {
            _reduce.Enter(attempt.Partition.Job, attempt.Partition.DataSet);
        }
    }

    /// <summary>A file of a reduce partition that an earlier process left. Before the first channel.</summary>
    public void AddFound(ReduceFileId id, DataDirectory directory, long length) => _reduce.AddFound(id, directory, length);

    /// <summary>Everything is found: deletes the files of reduce partitions that no committed contribution needs.</summary>
    public void DeleteUnneededFiles()
    {
        foreach (ReduceDataSet dataSet in _reduce.TakeUnneeded())
        {
            DeleteFiles(dataSet);
        }
    }

    /// <summary>
    /// Not everything could be looked for: every file of a reduce partition stays as long as this process lives, and one that is missing may only be out of
    /// sight.
    /// </summary>
    /// <param name="firstOrdinal">New files begin with this ordinal, or with a higher one.</param>
    public void HoldAllFiles(int firstOrdinal) => _reduce.HoldAll(firstOrdinal);

    /// <summary>Takes in what an earlier process has committed. Before the first channel.</summary>
    /// <returns>The same attempt, if it is known already: then this one is not taken.</returns>
    public StoredAttempt? Adopt(StoredAttempt attempt)
    {
        lock (_lock)
        {
            StoredAttempt? known = _attempts.Find(attempt.Id);
            if (known is null)
            {
                _attempts.Add(attempt);
            }

            return known;
        }
    }

    /// <summary>The same attempt was found twice: forgets this one. Before the first channel.</summary>
    public void Disown(StoredAttempt attempt)
    {
        lock (_lock)
        {
            _attempts.Remove(attempt);
        }
    }

    /// <summary>When a committed attempt was last checked at rest; null if never, or if there is none.</summary>
    public DateTimeOffset? LastCheckOf(PartitionAttemptId id)
    {
        lock (_lock)
        {
            return _attempts.Find(id) is { Receipt: not null } attempt ? attempt.CheckedAt : null;
        }
    }

    /// <summary>Every committed attempt with a file in this directory.</summary>
    public IReadOnlyList<StoredAttempt> CommittedIn(DataDirectory directory)
    {
        lock (_lock)
        {
            return [.. _attempts.All.Where(attempt => attempt.Receipt is not null && attempt.FileBytes > 0 && attempt.Directory == directory)];
        }
    }

    /// <summary>Every attempt: being written, or committed and not deleted yet.</summary>
    public IReadOnlyList<PartitionAttemptId> Attempts()
    {
        lock (_lock)
        {
            return [.. _attempts.All.Select(attempt => attempt.Id)];
        }
    }

    /// <summary>Whether it is still here.</summary>
    public bool Holds(StoredAttempt attempt)
    {
        lock (_lock)
        {
            return _attempts.Find(attempt.Id) == attempt;
        }
    }
}
