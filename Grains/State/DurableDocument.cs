using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ShuffleOrleans.Grains.State;

/// <summary>
/// A grain's stored document. One write at a time: whoever saves while one is under way shares the next, so that a hundred changes at once are two writes. A
/// write that fails makes the grain's memory worthless: the activation is told to end, and every later save here fails too. Owned by one grain, used in its
/// turns only.
/// </summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="storage">Orleans' storage of this grain, read at its activation.</param>
/// <param name="json">The document's JSON form.</param>
/// <param name="formatVersion">The format this code writes; it reads this and older ones.</param>
/// <param name="giveUp">Ends the activation.</param>
internal sealed class DurableDocument<T>(IPersistentState<StoredDocument> storage, JsonTypeInfo<T> json, int formatVersion, Action giveUp)
    where T : class
{
    private TaskCompletionSource? _next;
    private Func<T?>? _describe;
    private bool _writing;
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
        TaskCompletionSource batch = _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_writing)
        {
            _ = WriteAsync();
        }

        return batch.Task;
    }

    private async Task WriteAsync()
    {
        _writing = true;
        while (_next is { } batch)
        {
            _next = null;
            try
            {
                await StoreAsync(_describe!());
                batch.TrySetResult();
            }
            catch (Exception e)
            {
                Fail(batch, e);
            }
        }

        _writing = false;
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

    private static ShuffleException Unavailable(Exception? reason) => new(
        ShuffleErrorCode.ControlPlaneUnavailable,
        $"The control plane could not store a change{(reason is null ? "" : $": {reason.Message}")}. Nothing is lost; repeat the call.",
        reason);
}
