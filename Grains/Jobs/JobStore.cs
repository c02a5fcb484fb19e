using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>What a job grain stores, and whether its memory is stored. Owned by one activation, used in its turns.</summary>
/// <param name="storage">Orleans' storage of the grain.</param>
/// <param name="giveUp">Ends the activation, when a write has failed.</param>
internal sealed class JobStore(IPersistentState<StoredDocument> storage, Action giveUp)
{
    private readonly DurableDocument<ShardedJobRecord> _document = new(storage, JobDocuments.Default.ShardedJobRecord, JobDocuments.FormatVersion, giveUp);

    /// <summary>
    /// The newest write. While it is under way memory says what a failure would undo: calls that interleave with it wait for it before they let anybody see
    /// such a thing.
    /// </summary>
    public Task LastWrite { get; private set; } = Task.CompletedTask;

    /// <summary>What is stored; null if no job is.</summary>
    public ShardedJobRecord? Read() => _document.Read();

    /// <summary>Stores all of the job as it is when the write begins; null clears.</summary>
    public Task SaveAsync(ShardedJob? job) => LastWrite = _document.SaveAsync(() => job?.Describe());

    /// <summary>Ends when it is sure that what this activation remembers is what is stored; to be asked before anybody is told that a job is not there.</summary>
    public Task ConfirmAsync() => _document.ConfirmAsync();
}
