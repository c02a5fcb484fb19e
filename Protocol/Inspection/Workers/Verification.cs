using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A check of every byte of a stored partition attempt, and what came of it.</summary>
/// <param name="Worker">Who checked.</param>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Index">The producer.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="At">When it ended.</param>
/// <param name="Outcome">What was found.</param>
/// <param name="Frames">Frames that were checked and are intact.</param>
/// <param name="Bytes">Bytes that were read.</param>
/// <param name="Seconds">How long it took, from the question on.</param>
/// <param name="Detail">More, for people.</param>
/// <param name="By">Who wanted it.</param>
public sealed record Verification(
    WorkerId Worker,
    JobId Job,
    DataSetId DataSet,
    int Index,
    int Attempt,
    long Epoch,
    DateTimeOffset At,
    CheckOutcome Outcome,
    long Frames,
    long Bytes,
    double Seconds,
    string Detail,
    CheckOrigin By);
