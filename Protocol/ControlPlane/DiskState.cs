using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>What a worker thinks of one of its data directories. It serves what it holds in every state, as far as the disk lets it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DiskState>))]
public enum DiskState
{
    /// <summary>Takes new partitions.</summary>
    Healthy = 1,

    /// <summary>Answers late: takes new partitions only where no healthy directory does.</summary>
    Slow = 2,

    /// <summary>Answers with errors, or not at all: takes no new partitions until it has passed its checks again.</summary>
    Failed = 3,

    /// <summary>Taken out by an operator: takes no new partitions until it is taken back in, or the worker starts anew.</summary>
    Excluded = 4,
}
