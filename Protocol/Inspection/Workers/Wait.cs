using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Something that waits, and what for.</summary>
/// <param name="Blocker">What for.</param>
/// <param name="WaitingSeconds">Since when.</param>
/// <param name="Text">In words: who waits, for what, and what would help.</param>
/// <param name="Worker">On which worker.</param>
/// <param name="Job">Of which job.</param>
/// <param name="DataSet">Of which data set.</param>
/// <param name="Index">Of which producer.</param>
/// <param name="Attempt">Of which attempt.</param>
/// <param name="Direction">Whether a write or a read waits.</param>
/// <param name="Subpartitions">A read's range, such as "3" or "3-7".</param>
public sealed record Wait(
    Blocker Blocker,
    double WaitingSeconds,
    string Text,
    WorkerId? Worker,
    JobId? Job,
    DataSetId? DataSet,
    int? Index,
    int? Attempt,
    ChannelDirection? Direction,
    string? Subpartitions);
