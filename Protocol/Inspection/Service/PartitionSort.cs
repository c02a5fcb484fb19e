namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What partition attempts can be ordered by. Those without a value come last either way; equal ones stand by <see cref="Index"/>.</summary>
public enum PartitionSort
{
    /// <summary>Job, data set, producer, attempt.</summary>
    Index,

    /// <summary>Payload.</summary>
    Bytes,

    /// <summary>Frames.</summary>
    Frames,

    /// <summary>Payload in means of the data set.</summary>
    Skew,

    /// <summary>State, in the order of a life.</summary>
    State,

    /// <summary>Time since the allocation: the youngest first.</summary>
    Age,
}
