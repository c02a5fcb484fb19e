using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>
/// What of one data directory lies in memory, the longest unused first, and the one piece of work that writes it out. Guarded by the <see cref="Spiller"/>'s
/// lock.
/// </summary>
internal sealed class SpillShelf(Spiller spiller, DataDirectory directory) : IDiskWork
{
    public DataDirectory Directory => directory;

    public LinkedList<ISpillable> Order { get; } = new();

    /// <summary>Whether the work is queued or running.</summary>
    public bool IsBusy { get; set; }

    /// <summary>After a failure nothing is tried before this time.</summary>
    public long PausedUntil { get; set; }

    /// <summary>The directory failed while the worker was stopping: what is left is lost.</summary>
    public bool HasGivenUp { get; set; }

    public void Run() => spiller.SpillOne(this);
}
