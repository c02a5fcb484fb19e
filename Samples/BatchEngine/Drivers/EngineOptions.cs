using ShuffleOrleans.Client.Clusters;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>What every job's command line can say.</summary>
public sealed record EngineOptions
{
    /// <summary>Tasks of the map stage.</summary>
    public required int Mappers { get; init; }

    /// <summary>Tasks of the reduce stage.</summary>
    public required int Reducers { get; init; }

    /// <summary>Executor processes.</summary>
    public required int Executors { get; init; }

    /// <summary>Tasks that one executor runs at a time.</summary>
    public required int Slots { get; init; }

    /// <summary>A running service; null to start one.</summary>
    public Uri? Service { get; init; }

    /// <summary>Address of a running cluster; null for none.</summary>
    public string? Cluster { get; init; }

    /// <summary>Name of the cluster.</summary>
    public string ClusterId { get; init; } = ClusterAddress.DefaultClusterId;

    /// <summary>Where the client of the cluster lies; null to seek it.</summary>
    public string? ClusterClient { get; init; }

    /// <summary>Name of the shuffle service factory.</summary>
    public required string Shuffle { get; init; }

    /// <summary>Whether a service has to be started for the run.</summary>
    public bool NeedsOwnService => Service is null && Cluster is null && Shuffle != ShuffleServices.Local;

    /// <summary><c>none</c> or <c>lz4</c>.</summary>
    public required string Compression { get; init; }

    /// <summary>What one data partition holds: all output of a mapper, or all input of a reducer.</summary>
    public required DataPartitionKind PartitionKind { get; init; }

    /// <summary>What a commit promises.</summary>
    public required Durability Durability { get; init; }

    /// <summary>Whether the last line of the output is a JSON object.</summary>
    public bool Json { get; init; }

    /// <summary>Whether everything stays to be looked at when the job is done, until somebody says that it may go.</summary>
    public bool Keep { get; init; }

    /// <summary>The stage of which one executor is killed while it works; null for none.</summary>
    public string? KillExecutorInStage { get; init; }
}
