using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>A check that has come to its end.</summary>
/// <param name="Attempt">Of what.</param>
/// <param name="Result">What it found.</param>
/// <param name="At">When it ended.</param>
/// <param name="Took">How long it took, from the question on.</param>
/// <param name="By">Who wanted it.</param>
internal sealed record FinishedCheck(PartitionAttemptId Attempt, VerificationResult Result, DateTimeOffset At, TimeSpan Took, CheckOrigin By);
