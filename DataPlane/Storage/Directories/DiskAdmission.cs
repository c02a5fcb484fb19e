namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>What a <see cref="DiskQueue"/> answers to new work.</summary>
internal enum DiskAdmission
{
    /// <summary>It will run.</summary>
    Queued,

    /// <summary>It will not run: too much waits already. Worth another try later, or elsewhere.</summary>
    Full,

    /// <summary>It will not run, nor will any other: the worker stops.</summary>
    Ended,
}
