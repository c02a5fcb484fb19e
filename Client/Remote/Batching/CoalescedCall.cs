namespace ShuffleOrleans.Client.Remote.Batching;

/// <summary>One caller's share of a batch. The coalescer hands it to the sender, who ends it exactly once; whatever is left open the coalescer ends.</summary>
/// <param name="item">What the caller asks for.</param>
/// <param name="cancellationToken">The caller's; a call that is cancelled before it is sent is not sent.</param>
/// <typeparam name="TItem">What is asked for.</typeparam>
/// <typeparam name="TResult">What is answered.</typeparam>
internal sealed class CoalescedCall<TItem, TResult>(TItem item, CancellationToken cancellationToken)
{
    // Callers go on elsewhere: one of them must not hold up the batches of the others.
    private readonly TaskCompletionSource<TResult> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TItem Item => item;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public Task<TResult> WaitAsync() => _end.Task.WaitAsync(cancellationToken);

    public void Complete(TResult result) => _end.TrySetResult(result);

    public void Fail(Exception error)
    {
        if (_end.TrySetException(error))
        {
            // The caller may have left; the batch's failure is told to those who stayed.
            _ = _end.Task.Exception;
        }
    }
}
