using System.Runtime.ExceptionServices;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Calls from one grain to others: a limit on how many are under way, and one place where Orleans' own errors become ours. Typed errors of the called grain
/// pass as they are. Used in a grain's turns: what follows a call runs in the grain's turns again.
/// </summary>
internal static class GrainCalls
{
    private const int MaxParallel = 32;

    /// <summary>Waits for one call.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: the grain could not be reached, or did not answer in
    /// time.</exception>
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
    /// Makes a call for each item, at most 32 at a time. A failure does not keep the others from being called: one item that fails for ever must not stand in
    /// the way of those behind it. The first failure is thrown at the end.
    /// </summary>
    public static async Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> call)
    {
        Queue<T> waiting = new(items);
        ExceptionDispatchInfo? failure = null;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(MaxParallel, waiting.Count)).Select(_ => TakeTurnsAsync()));
        failure?.Throw();

        // Needs no lock: all of them run in turns of one grain.
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

    /// <summary>An error of Orleans as one of ours.</summary>
    public static ShuffleException Unavailable(Exception reason) => new(
        ShuffleErrorCode.ControlPlaneUnavailable,
        $"A part of the control plane did not answer: {reason.Message} Repeat the call.",
        reason);

    /// <summary>Whether the error says that nobody knows whether the call took effect.</summary>
    public static bool IsUnreachable(Exception e) => e is OrleansException or TimeoutException;
}
