using ShuffleOrleans.DataPlane.Storage.Devices;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a failed read at the start says about the file.</summary>
internal static class ReadFailure
{
    public static RecoveryOutcome OutcomeOf(Exception error) => error switch
    {
        FileNotFoundException => RecoveryOutcome.Vanished,
        UnauthorizedAccessException => RecoveryOutcome.AccessDenied,
        EndOfStreamException => RecoveryOutcome.TooShort,
        _ when DiskFailure.IsTooManyFiles(error) => RecoveryOutcome.TooManyOpenFiles,
        _ => RecoveryOutcome.Unreadable,
    };
}
