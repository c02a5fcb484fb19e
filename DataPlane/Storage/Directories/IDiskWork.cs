namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>A piece of work that may block on a disk. Objects are reused, so that queueing one allocates nothing.</summary>
internal interface IDiskWork
{
    /// <summary>Does it, on an I/O thread of the directory. Handles its own failures: what it throws is a bug and ends the process.</summary>
    void Run();
}
