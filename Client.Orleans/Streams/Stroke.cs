namespace ShuffleOrleans.Client.Orleans.Streams;

/// <summary>
/// One stroke of a bell, and the way to the next. Whoever holds one hears every later stroke, however late it listens; strokes that nobody holds are collected.
/// </summary>
/// <param name="sequence">The event it tells of; <see cref="Unknown"/> if anything may have happened.</param>
internal sealed class Stroke(long sequence)
{
    public const long Unknown = long.MaxValue;

    private readonly TaskCompletionSource<Stroke> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Stroke> Next => _next.Task;

    public void Follow(Stroke next) => _next.SetResult(next);

    /// <summary>Waits until a later stroke tells of an event after a number, or the time is over: in both cases it is time to ask.</summary>
    public async Task WaitForLaterAsync(long afterSequence, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            Stroke heard = this;
            do
            {
                heard = await heard.Next.WaitAsync(either.Token).ConfigureAwait(false);
            }
            while (heard.IsUpTo(afterSequence));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was heard in time, which is no answer yet: a stream may lose events.
            return;
        }
    }

    private bool IsUpTo(long afterSequence) => sequence <= afterSequence;
}
