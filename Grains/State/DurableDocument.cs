using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace ShuffleOrleans.Grains.State;

/// <summary>
/// A grain's stored document. One write at a time: whoever saves while one is under way shares the next, so that a hundred changes at once are two writes. A
/// write that fails makes the grain's memory worthless: the activation is told to end, and every later save here fails too. Whether a write that failed took
/// effect nobody knows; the next activation reads it, and a write that takes effect later still has a version that no longer fits. Owned by one grain, used in
/// its turns only.
/// </summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="storage">Orleans' storage of this grain, read at its activation.</param>
/// <param name="json">The document's JSON form.</param>
/// <param name="formatVersion">The format this code writes; it reads this and older ones.</param>
/// <param name="giveUp">Ends the activation.</param>
internal sealed class DurableDocument<T>(IPersistentState<StoredDocument> storage, JsonTypeInfo<T> json, int formatVersion, Action giveUp)
    where T : class
{
    // At most one thing is under way at the storage: a read would replace what a write is about to take.
    private TaskCompletionSource? _current;
    private TaskCompletionSource? _next;
    private Func<T?>? _describe;
    private bool _failed;

    /// <summary>What is stored; null if nothing is.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: a newer version of this software wrote it.</exception>
    public T? Read()
    {
        if (!storage.RecordExists || storage.State.FormatVersion == 0)
        {
            return null;
        }

        return storage.State.FormatVersion <= formatVersion
            ? JsonSerializer.Deserialize(storage.State.Json, json)
            : throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"What is stored has format {storage.State.FormatVersion}; this silo knows formats up to {formatVersion}. Run it with the newer version.");
    }

    /// <summary>Stores what <paramref name="describe"/> says when the write begins; clears the storage where it says null. Ends when that is durable.</summary>
    /// <param name="describe">Describes the grain's whole state at the time of its call.</param>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it could not be stored; the activation ends.</exception>
    public Task SaveAsync(Func<T?> describe)
    {
        if (_failed)
        {
            throw Unavailable(null);
        }

        _describe = describe;
        _next ??= NewBatch();
        Task stored = _next.Task;
        if (_current is null)
        {
            _ = RunAsync(null);
        }

        return stored;
    }

    /// <summary>
    /// Ends when it is sure that no other activation has written since this one read or wrote last: what this one remembers is the truth. To be asked before
    /// anybody acts upon something <em>not</em> being there; all else is found out by the next write.
    /// </summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: it is not, or nobody can say; the activation ends.</exception>
    public Task ConfirmAsync()
    {
        if (_failed)
        {
            throw Unavailable(null);
        }

        // What is under way will tell: it compares versions as well.
        if (_current is not { } current)
        {
            current = NewBatch();
            _ = RunAsync(current);
        }

        return current.Task;
    }

    // First a look at the storage, if one is wanted; then writes, until nobody waits for another one.
    private async Task RunAsync(TaskCompletionSource? look)
    {
        if (look is not null)
        {
            await RunAsync(look, CompareAsync);
        }

        while (_next is { } batch)
        {
            _next = null;
            await RunAsync(batch, () => StoreAsync(_describe!()));
        }

        _current = null;
    }

    private async Task RunAsync(TaskCompletionSource batch, Func<Task> operation)
    {
        _current = batch;
        try
        {
            await operation();
            batch.TrySetResult();
        }
        catch (Exception e)
        {
            Fail(batch, e);
        }
    }

    private async Task CompareAsync()
    {
        (bool existed, string? version) = (storage.RecordExists, storage.Etag);
        await storage.ReadStateAsync();
        if (storage.RecordExists != existed || (existed && storage.Etag != version))
        {
            throw new InconsistentStateException("It was written by another activation.");
        }
    }

    private void Fail(TaskCompletionSource batch, Exception reason)
    {
        _failed = true;
        giveUp();
        ShuffleException unavailable = Unavailable(reason);
        batch.TrySetException(unavailable);
        _next?.TrySetException(unavailable);
        _next = null;
    }

    private Task StoreAsync(T? document)
    {
        if (document is null)
        {
            return storage.RecordExists ? storage.ClearStateAsync() : Task.CompletedTask;
        }

        storage.State.FormatVersion = formatVersion;
        storage.State.Json = JsonSerializer.SerializeToUtf8Bytes(document, json);
        return storage.WriteStateAsync();
    }

    private static TaskCompletionSource NewBatch() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ShuffleException Unavailable(Exception? reason) => new(
        ShuffleErrorCode.ControlPlaneUnavailable,
        $"The control plane could not store a change, or make sure of what is stored{(reason is null ? "" : $": {reason.Message}")}. Nothing is lost; repeat the call.",
        reason);
}
