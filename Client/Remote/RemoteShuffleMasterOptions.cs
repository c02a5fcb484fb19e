using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Client.Remote;

/// <summary>Settings of a <see cref="RemoteShuffleMaster"/>.</summary>
public sealed class RemoteShuffleMasterOptions
{
    private const long OneMebibyte = 1024 * 1024;

    /// <summary>
    /// This JobMaster process. Null, the default, makes a new one for each shuffle master: a restarted JobMaster then fences its former self.
    /// </summary>
    public JobInstanceId? Instance { get; set; }

    /// <summary>Name of the strategy that chooses workers for the jobs, or null for the service's own choice.</summary>
    public string? AssignmentStrategy { get; set; }

    /// <summary>How long a job may be silent before the service ends it, or null for the service's own choice.</summary>
    public TimeSpan? HeartbeatTimeout { get; set; }

    /// <summary>How the jobs' partitions are to be kept. Defaults to the page cache of the workers, on the kind of disk they prefer.</summary>
    public StorageChoice Storage { get; set; }

    /// <summary>How long one query for events waits for the first. Defaults to 30 s, at most 60 s; longer means fewer calls, not later events.</summary>
    public TimeSpan EventWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most events in one answer, 1 to 1000. Defaults to 1000.</summary>
    public int MaxEvents { get; set; } = 1000;

    /// <summary>
    /// How long the first of several calls waits for others to travel with. Defaults to 1 ms; zero sends it at once, and what comes meanwhile with the next
    /// batch.
    /// </summary>
    public TimeSpan GatherTime { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The most partitions in one request, 1 to 1000. Defaults to 1000.</summary>
    public int MaxBatch { get; set; } = PartitionAllocationRequest.MaxPartitions;

    /// <summary>The most calls of one job that wait to be sent, of each kind. Defaults to 100 000; further callers wait longer.</summary>
    public int MaxQueuedCalls { get; set; } = 100_000;

    /// <summary>Upper bound of the first pause after the events could not be asked for; it doubles each time. Defaults to 200 ms.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Upper bound of every such pause. Defaults to 5 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Memory outside the managed heap that a task takes for each result partition it writes. Defaults to 32 MiB. Must match what the shuffle environments of
    /// the executors are given.
    /// </summary>
    public long BytesPerResultPartition { get; set; } = 32 * OneMebibyte;

    /// <summary>
    /// Memory outside the managed heap that a task takes for each input gate. Defaults to 32 MiB. Must match what the shuffle environments of the executors
    /// are given.
    /// </summary>
    public long BytesPerInputGate { get; set; } = 32 * OneMebibyte;

    /// <summary>Reports every setting that makes no sense, at once.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        List<string> problems = [];
        Check(EventWait >= TimeSpan.Zero && EventWait <= TimeSpan.FromSeconds(60), $"EventWait is {EventWait}; choose 0 to 60 s.");
        Check(MaxEvents is >= 1 and <= 1000, $"MaxEvents is {MaxEvents}; choose 1 to 1000.");
        Check(GatherTime >= TimeSpan.Zero && GatherTime <= TimeSpan.FromSeconds(1), $"GatherTime is {GatherTime}; choose 0 to 1 s.");
        Check(
            MaxBatch is >= 1 and <= PartitionAllocationRequest.MaxPartitions,
            $"MaxBatch is {MaxBatch}; choose 1 to {PartitionAllocationRequest.MaxPartitions}.");
        Check(MaxQueuedCalls >= 1, $"MaxQueuedCalls is {MaxQueuedCalls}; it must be positive.");
        Check(
            FirstRetryDelay > TimeSpan.Zero && FirstRetryDelay <= MaxRetryDelay,
            $"FirstRetryDelay is {FirstRetryDelay} and MaxRetryDelay {MaxRetryDelay}; the first must be positive and not above the second.");
        Check(HeartbeatTimeout is null || HeartbeatTimeout > TimeSpan.Zero, $"HeartbeatTimeout is {HeartbeatTimeout}; it must be positive or null.");
        Check(Storage.IsKnown(), $"Storage is {Storage}; its durability or its kind of disk is not a known one.");
        Check(BytesPerResultPartition >= 0 && BytesPerInputGate >= 0, "BytesPerResultPartition and BytesPerInputGate must not be negative.");
        if (problems.Count > 0)
        {
            throw new ArgumentException($"Remote shuffle master: {string.Join(' ', problems)}");
        }

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
