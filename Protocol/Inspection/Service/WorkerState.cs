namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What the control plane thinks of a worker.</summary>
public enum WorkerState
{
    /// <summary>Takes new partitions.</summary>
    Active,

    /// <summary>Serves what it holds and takes nothing new: it is stopping, or none of its disks can be written.</summary>
    Draining,

    /// <summary>Serves what it holds and takes nothing new: an operator has taken it out.</summary>
    Excluded,

    /// <summary>It left or fell silent; what it holds may come back with it.</summary>
    Gone,
}
