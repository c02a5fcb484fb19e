using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a failed read at the start says about the file, and about its disk.</summary>
internal static class ReadFailure
{
    public static RecoveryOutcome OutcomeOf(Exception error, DataDirectory directory)
    {
        switch (error)
        {
            case FileNotFoundException:
                return RecoveryOutcome.Vanished;
            case UnauthorizedAccessException:
                return RecoveryOutcome.AccessDenied;
            case EndOfStreamException:
                return RecoveryOutcome.TooShort;
            default:
                directory.OnFailed();
                return RecoveryOutcome.Unreadable;
        }
    }
}
