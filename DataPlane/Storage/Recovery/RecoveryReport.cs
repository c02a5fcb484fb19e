namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a start found on the disks.</summary>
/// <param name="Directories">One for each data directory, in the order of the options.</param>
/// <param name="Duration">How long the whole took.</param>
public sealed record RecoveryReport(IReadOnlyList<DirectoryRecovery> Directories, TimeSpan Duration)
{
    /// <summary>Nothing was looked at.</summary>
    public static RecoveryReport None { get; } = new([], TimeSpan.Zero);

    /// <summary>How many files of all directories had this outcome.</summary>
    public int Count(RecoveryOutcome outcome) => Directories.Sum(directory => directory.Count(outcome));
}
