namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What can happen in the service. Text, so that an older reader can show what a newer service tells.</summary>
public static class ServiceEventKinds
{
    /// <summary>A job was registered.</summary>
    public const string JobRegistered = nameof(JobRegistered);

    /// <summary>Another JobMaster process has taken a job over.</summary>
    public const string JobTakenOver = nameof(JobTakenOver);

    /// <summary>A job was ended.</summary>
    public const string JobEnded = nameof(JobEnded);

    /// <summary>A job was silent for too long.</summary>
    public const string JobExpired = nameof(JobExpired);

    /// <summary>A worker registered.</summary>
    public const string WorkerRegistered = nameof(WorkerRegistered);

    /// <summary>A worker left or fell silent.</summary>
    public const string WorkerGone = nameof(WorkerGone);

    /// <summary>A gone worker did not return in time.</summary>
    public const string WorkerForgotten = nameof(WorkerForgotten);

    /// <summary>An operator has taken a worker, or one of its directories, out.</summary>
    public const string WorkerExcluded = nameof(WorkerExcluded);

    /// <summary>An operator has taken a worker, or one of its directories, back in.</summary>
    public const string WorkerIncluded = nameof(WorkerIncluded);

    /// <summary>A worker thinks differently of one of its disks.</summary>
    public const string DiskStateChanged = nameof(DiskStateChanged);

    /// <summary>A partition attempt is stored whole.</summary>
    public const string PartitionCommitted = nameof(PartitionCommitted);

    /// <summary>Writing ended without a commit.</summary>
    public const string PartitionFailed = nameof(PartitionFailed);

    /// <summary>No copy of a committed attempt is left.</summary>
    public const string PartitionLost = nameof(PartitionLost);

    /// <summary>An attempt is to be found at another place.</summary>
    public const string PartitionRelocated = nameof(PartitionRelocated);

    /// <summary>All workers have confirmed that nothing of an attempt is left.</summary>
    public const string PartitionReleased = nameof(PartitionReleased);

    /// <summary>A worker found stored bytes damaged or gone.</summary>
    public const string VerificationFailed = nameof(VerificationFailed);
}
