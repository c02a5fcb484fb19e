namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a start found in one data directory.</summary>
/// <param name="Directory">Its path.</param>
/// <param name="Counts">How many files had each outcome; outcomes without a file are left out.</param>
/// <param name="RecoveredBytes">Bytes of the partitions that are offered again.</param>
/// <param name="Files">The files that are worth a name: neither recovered nor a removed partial one. The first 1000.</param>
/// <param name="RemovedFolders">Empty folders that were deleted.</param>
/// <param name="Failure">Why the directory could not be looked through to the end; null if it could.</param>
/// <param name="Duration">How long it took.</param>
public sealed record DirectoryRecovery(
    string Directory,
    IReadOnlyDictionary<RecoveryOutcome, int> Counts,
    long RecoveredBytes,
    IReadOnlyList<RecoveredFile> Files,
    int RemovedFolders,
    string? Failure,
    TimeSpan Duration)
{
    /// <summary>How many files had this outcome.</summary>
    public int Count(RecoveryOutcome outcome) => Counts.GetValueOrDefault(outcome);
}
