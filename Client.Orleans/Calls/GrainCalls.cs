using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Client.Orleans.Calls;

/// <summary>
/// Calls grains and repeats the calls after passing failures: every call is idempotent. What leaves here is an answer, a <see cref="ShuffleException"/>, or the
/// caller's own cancellation. Any thread. Once closed, nothing is repeated or waited for.
/// </summary>
internal sealed partial class GrainCalls(
    TimeSpan callTimeout, TimeSpan retryFor, RetrySchedule schedule, TimeProvider time, ILogger logger, CancellationToken closing)
{
    /// <summary>Cancelled when the owner ends.</summary>
    public CancellationToken Closing => closing;

    /// <param name="what">For people: what is asked, of whom.</param>
    /// <param name="call">One attempt.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ShuffleException">What the grain said, or <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>.</exception>
    public async Task<T> CallAsync<T>(string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var patience = new RetryPatience(retryFor, schedule, time);
        while (true)
        {
            TimeSpan pause;
            try
            {
                return await TryOnceAsync(what, call, cancellationToken).ConfigureAwait(false);
            }
            catch (ShuffleException error) when (!closing.IsCancellationRequested && patience.Allows(error, out pause))
            {
                LogRepeated(what, patience.FailureCount, pause, error.Message);
            }

            await PauseAsync(what, pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> TryOnceAsync<T>(string what, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(callTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, closing);
        try
        {
            // Orleans gives up waiting by itself when the token is cancelled; to find a gateway first may take longer than that.
            return await call(any.Token).WaitAsync(any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw closing.IsCancellationRequested ? Closed(what, error) : GrainFailure.Silent(what, callTimeout, error);
        }
        catch (Exception error) when (error is not (ShuffleException or OperationCanceledException))
        {
            throw GrainFailure.Of(what, error);
        }
    }

    private async Task PauseAsync(string what, TimeSpan pause, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        try
        {
            await Task.Delay(pause, time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw Closed(what, error);
        }
    }

    private static ShuffleException Closed(string what, Exception cause)
        => new(ShuffleErrorCode.ControlPlaneUnavailable, $"{what}: this client of the control plane has been closed.", cause);
}
