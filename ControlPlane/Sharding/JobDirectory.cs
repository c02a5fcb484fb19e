namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>
/// Which jobs there are, and the epochs that a life of a job starts from. A life starts above every epoch of the lives before it, whose release orders may
/// still be out: at the highest epoch of all jobs that have ended, or the time of day in milliseconds where that is greater, for a directory that lost its
/// memory. No I/O and no clock; its owner gives it one command at a time, and stores <see cref="Describe"/> before it answers.
/// </summary>
internal sealed class JobDirectory
{
    private readonly SortedDictionary<Guid, long> _floors = [];

    /// <summary>A directory without memory.</summary>
    public JobDirectory(DateTimeOffset now) => FoundingEpoch = HighestEpoch = now.ToUnixTimeMilliseconds();

    public JobDirectory(JobDirectoryRecord stored)
    {
        FoundingEpoch = stored.FoundingEpoch;
        HighestEpoch = stored.HighestEpoch;
        foreach (JobEntry entry in stored.Jobs)
        {
            _floors.Add(entry.Job.Value, entry.EpochFloor);
        }
    }

    /// <summary>Epochs up to this were given before this memory began, if at all.</summary>
    public long FoundingEpoch { get; }

    /// <summary>No job that has ended had a greater epoch.</summary>
    public long HighestEpoch { get; private set; }

    public int JobCount => _floors.Count;

    /// <summary>The jobs that are there, ordered by id.</summary>
    public JobId[] Jobs => [.. _floors.Keys.Select(id => new JobId(id))];

    /// <summary>Where the epochs of a job's present life start; null if the job is not there.</summary>
    public long? FloorOf(JobId job) => _floors.TryGetValue(job.Value, out long floor) ? floor : null;

    /// <summary>Enters a job that is not there.</summary>
    /// <returns>Where its epochs start.</returns>
    public long Begin(JobId job, DateTimeOffset now)
    {
        long floor = Math.Max(HighestEpoch, now.ToUnixTimeMilliseconds());
        _floors.Add(job.Value, floor);
        return floor;
    }

    /// <summary>Removes a job. Also one that never had an epoch leaves a greater floor behind: no two lives of a job have the same.</summary>
    /// <returns>Whether there is something to store.</returns>
    public bool End(JobId job, long highestEpoch)
    {
        bool wasThere = _floors.Remove(job.Value, out long floor);
        long highest = wasThere ? Math.Max(highestEpoch, floor + 1) : highestEpoch;
        bool isNews = wasThere || highest > HighestEpoch;
        HighestEpoch = Math.Max(HighestEpoch, highest);
        return isNews;
    }

    public JobDirectoryRecord Describe() => new(FoundingEpoch, HighestEpoch, [.. _floors.Select(entry => new JobEntry(new JobId(entry.Key), entry.Value))]);
}
