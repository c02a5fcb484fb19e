using System.ComponentModel.DataAnnotations;
using ShuffleOrleans.ControlPlane.Assignment;

namespace ShuffleOrleans.ControlPlane.Settings;

/// <summary>Settings that every control plane has, whatever shell runs its state machines.</summary>
public abstract class ControlPlaneOptions
{
    /// <summary>How workers are chosen where a job does not say: round-robin (default), random, fewest-partitions or locality.</summary>
    [Required]
    public string AssignmentStrategy { get; set; } = RoundRobinStrategy.StrategyName;

    /// <summary>Seed of the random strategy, to make its choices repeat. Null, the default, takes one of chance.</summary>
    public int? AssignmentSeed { get; set; }

    /// <summary>How often a JobMaster is asked to send a heartbeat; at most a third of the job's timeout. Default 10 s.</summary>
    public TimeSpan JobHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a job may be silent before it expires and its data is released, where the job does not say. Default 2 min.</summary>
    public TimeSpan JobHeartbeatTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The shortest timeout a job can have; one that asks for less gets this. Default 5 s.</summary>
    public TimeSpan MinJobHeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest timeout a job can have; one that asks for more gets this. The data of a dead job occupies disks so long. Default 1 h.</summary>
    public TimeSpan MaxJobHeartbeatTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often workers report. Orders, such as releases, reach a worker after this time at most. Default 3 s.</summary>
    public TimeSpan WorkerHeartbeatInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a gone worker may take to return with its committed data before that data is lost and its producers run again. Default 3 min.
    /// </summary>
    public TimeSpan WorkerRecoveryWindow { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the data of a job that is not registered is kept, in case its JobMaster has yet to register again. Default 5 min.</summary>
    public TimeSpan UnknownJobGrace { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most jobs at a time. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxJobs { get; set; } = 10_000;

    /// <summary>The most partition attempts a job has at a time, those being released included. Default 1,000,000.</summary>
    [Range(1, 100_000_000)]
    public int MaxPartitionsPerJob { get; set; } = 1_000_000;

    /// <summary>
    /// The most workers that share the reduce partitions of one data set, each with a part of the consumers. More spread the load; fewer leave larger
    /// stretches to read at a time, and fewer connections to each producer. Default 8.
    /// </summary>
    [Range(1, 1_000)]
    public int MaxWorkersPerReduceDataSet { get; set; } = 8;

    /// <summary>The most events kept for a JobMaster that does not ask; one that falls behind lists its partitions anew. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxEventsPerJob { get; set; } = 10_000;

    /// <summary>The most workers at a time, gone ones in their recovery window included. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxWorkers { get; set; } = 1_000;
}
