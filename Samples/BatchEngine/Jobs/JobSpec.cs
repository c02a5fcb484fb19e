using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Samples.BatchEngine.Jobs;

/// <summary>A job: a chain of stages with a blocking exchange between each two.</summary>
/// <param name="Id">The job.</param>
/// <param name="Name">A name for people.</param>
/// <param name="Stages">The stages, in order; at least one.</param>
/// <param name="Parameters">What every task of the job is told, in the job's own form (JSON).</param>
public sealed record JobSpec(JobId Id, string Name, IReadOnlyList<StageSpec> Stages, string Parameters)
{
    /// <summary>How often one task may be started: 4. One that fails that often ends the job.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>What one data partition of its exchanges holds: all output of a producer, or all input of a consumer.</summary>
    public DataPartitionKind PartitionKind { get; init; } = DataPartitionKind.Map;

    /// <summary>The longest record in its exchanges, in bytes.</summary>
    public int MaxRecordBytes { get; init; } = RecordFormat.DefaultMaxRecordBytes;

    /// <summary>The stage of which one executor is to be killed while it works; null for none. For showing that the job survives it.</summary>
    public string? KillExecutorInStage { get; init; }

    /// <summary>Whether the job's data stays in the shuffle service when the job ends.</summary>
    public bool KeepData { get; init; }
}
