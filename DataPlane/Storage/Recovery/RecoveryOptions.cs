using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a start makes of the files it finds.</summary>
public sealed class RecoveryOptions
{
    /// <summary>Threads that look at the files of one data directory, 1 to 64. Defaults to 4. Directories are looked through side by side.</summary>
    [Range(1, 64)]
    public int ThreadsPerDirectory { get; set; } = 4;

    /// <summary>
    /// Whether the index of every partition is read and checked at the start. Defaults to false: a damaged index is found by the first reader or the scrubber,
    /// and a start reads one or two short stretches of each file only.
    /// </summary>
    public bool VerifyIndexesAtStart { get; set; }
}
