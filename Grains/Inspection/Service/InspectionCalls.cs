namespace ShuffleOrleans.Grains.Inspection.Service;

/// <summary>
/// Calls to grains on behalf of people who look. All requests of a silo share one limit on how many are under way: looking never crowds out the work. No call
/// waits for another one within the limit. Safe for several threads.
/// </summary>
internal sealed class InspectionCalls : IDisposable
{
    /// <summary>How many calls are under way at a time.</summary>
    public const int MaxParallel = 32;

    private readonly SemaphoreSlim _room = new(MaxParallel);

    /// <summary>Asks one grain.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return await InspectionAnswers.AnswerAsync(call(), cancellationToken);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Asks a grain for each item; the answers are in the order of the items.</summary>
    public Task<TAnswer[]> AskAllAsync<TItem, TAnswer>(IEnumerable<TItem> items, Func<TItem, Task<TAnswer>> call, CancellationToken cancellationToken)
        => Task.WhenAll(items.Select(item => AskAsync(() => call(item), cancellationToken)));

    /// <summary>Makes one call that has no answer.</summary>
    public Task DoAsync(Func<Task> call, CancellationToken cancellationToken) => AskAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    public void Dispose() => _room.Dispose();
}
