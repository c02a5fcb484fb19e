using System.Runtime.ExceptionServices;

namespace ShuffleOrleans.Grains.Calls;

/// <summary>
/// Calls from one grain to others: a limit on how many are under way, and one place where Orleans' own errors become ours. Typed errors of the called grain
/// pass as they are. Used in a grain's turns: what follows a call runs in the grain's turns again.
/// </summary>
internal static class GrainCalls
{
    /// <summary>How many calls of one grain are under way at a time, so that a large job does not flood the cluster.</summary>
    public const int MaxParallel = 32;

    /// <summary>Waits for one call.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: the grain could not be reached, or did not answer in time:
    /// nobody knows whether the call took effect.</exception>
    public static async Task<T> AnswerAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            throw Unavailable(e);
        }
    }

    /// <inheritdoc cref="AnswerAsync{T}(Task{T})"/>
    public static async Task AnswerAsync(Task call)
    {
        try
        {
            await call;
        }
        catch (Exception e) when (IsUnreachable(e))
        {
            throw Unavailable(e);
        }
    }

    /// <summary>
    /// Makes a call for each item, at most <see cref="MaxParallel"/> at a time; the answers are in the order of the items. After a failure no further call
    /// begins; the first failure is thrown when those under way have come back.
    /// </summary>
    public static async Task<TAnswer[]> AllAsync<TItem, TAnswer>(IReadOnlyList<TItem> items, Func<TItem, Task<TAnswer>> call)
    {
        TAnswer[] answers = new TAnswer[items.Count];
        ExceptionDispatchInfo? failure = null;
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(MaxParallel, items.Count)).Select(_ => TakeTurnsAsync()));
        failure?.Throw();
        return answers;

        // Needs no lock: all of them run in turns of one grain.
        async Task TakeTurnsAsync()
        {
            while (failure is null && next < items.Count)
            {
                int index = next++;
                try
                {
                    answers[index] = await AnswerAsync(call(items[index]));
                }
                catch (Exception e)
                {
                    failure ??= ExceptionDispatchInfo.Capture(e);
                }
            }
        }
    }

    /// <inheritdoc cref="AllAsync{TItem, TAnswer}(IReadOnlyList{TItem}, Func{TItem, Task{TAnswer}})"/>
    public static Task AllAsync<TItem>(IReadOnlyList<TItem> items, Func<TItem, Task> call) => AllAsync(
        items,
        async item =>
        {
            await call(item);
            return true;
        });

    /// <summary>
    /// Makes a call for each item, at most <see cref="MaxParallel"/> at a time. A failure does not keep the others from being called: one item that fails for
    /// ever must not stand in the way of those behind it. The first failure is thrown at the end.
    /// </summary>
    public static async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> call)
    {
        Queue<T> waiting = new(items);
        ExceptionDispatchInfo? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(MaxParallel, waiting.Count)).Select(_ => TakeTurnsAsync()));
        failure?.Throw();

        async Task TakeTurnsAsync()
        {
            while (waiting.TryDequeue(out T? item))
            {
                try
                {
                    await AnswerAsync(call(item));
                }
                catch (Exception e)
                {
                    failure ??= ExceptionDispatchInfo.Capture(e);
                }
            }
        }
    }

    /// <summary>Whether the error says that nobody knows whether the call took effect.</summary>
    public static bool IsUnreachable(Exception e) => e is OrleansException or TimeoutException;

    /// <summary>An error of Orleans as one of ours.</summary>
    public static ShuffleException Unavailable(Exception reason) => new(
        ShuffleErrorCode.ControlPlaneUnavailable,
        $"A part of the control plane did not answer: {reason.Message} Repeat the call.",
        reason);
}
