using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Processes;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>Something the driver's loop acts upon; one of its properties is set.</summary>
internal readonly record struct DriverInput
{
    /// <summary>What the JobMaster said.</summary>
    public DriverEvent? Said { get; init; }

    /// <summary>An executor whose process has ended.</summary>
    public ChildProcess? ExitedExecutor { get; init; }

    /// <summary>Why the run cannot go on.</summary>
    public string? Died { get; init; }
}
