using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

internal sealed partial class DirectoryScrubber
{
    private void LogResult(StoredAttempt attempt, VerificationResult result)
    {
        string directory = _directory.Device.Description;
        switch (result.Outcome)
        {
            case VerificationOutcome.Damaged or VerificationOutcome.Gone:
                LogDamaged(directory, attempt.Id, result.Outcome, result.Detail);
                break;
            case VerificationOutcome.Unreadable:
                LogUnreadable(directory, attempt.Id, result.Detail);
                break;
            default:
                LogChecked(directory, attempt.Id, result.Outcome, result.Bytes);
                break;
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "{Directory}: a check at rest found {Attempt} {Outcome}: {Detail}", EventName = "PartitionDamagedAtRest")]
    private partial void LogDamaged(string directory, PartitionAttemptId attempt, VerificationOutcome outcome, string detail);

    [LoggerMessage(
        1502, LogLevel.Error, "{Directory}: {Attempt} could not be checked at rest, the disk failed: {Detail}", EventName = "PartitionNotCheckedAtRest")]
    private partial void LogUnreadable(string directory, PartitionAttemptId attempt, string detail);

    [LoggerMessage(1503, LogLevel.Debug, "{Directory}: {Attempt} was checked at rest: {Outcome}, {Bytes} bytes read", EventName = "PartitionCheckedAtRest")]
    private partial void LogChecked(string directory, PartitionAttemptId attempt, VerificationOutcome outcome, long bytes);
}
