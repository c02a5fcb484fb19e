using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>
/// Sends calls to the service and repeats them after passing failures: every call of the control API is idempotent. Owns no connection; the
/// <see cref="HttpClient"/> belongs to whoever made it. Any thread.
/// </summary>
internal sealed partial class ControlChannel(
    HttpClient client, Uri root, HttpShuffleControlPlaneOptions options, RetrySchedule schedule, TimeProvider timeProvider, ILogger logger)
{
    private readonly AuthenticationHeaderValue? _authorization = options.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;

    /// <summary>Sends a call until it succeeds, fails for good, or the retry time is over.</summary>
    /// <exception cref="ShuffleException">What the service said, or <see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>.</exception>
    public async Task<T> SendAsync<T>(ControlCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        long? firstFailure = null;
        for (int failureCount = 1; ; failureCount++)
        {
            Attempt<T> attempt = await TryOnceAsync(call, read, cancellationToken).ConfigureAwait(false);
            if (attempt.Error is null)
            {
                return attempt.Reply!;
            }

            firstFailure ??= timeProvider.GetTimestamp();
            TimeSpan delay = schedule.DelayAfter(failureCount, attempt.RetryAfter);
            if (!attempt.Error.IsTransient || timeProvider.GetElapsedTime(firstFailure.Value) + delay > options.TotalRetryTime)
            {
                throw attempt.Error;
            }

            LogRetry(call.Method, call.Path, failureCount, delay, attempt.Error.Message);
            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Attempt<T>> TryOnceAsync<T>(
        ControlCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        TimeSpan limit = options.AttemptTimeout + (call.Patience > TimeSpan.Zero ? call.Patience : TimeSpan.Zero);
        using var timeout = new CancellationTokenSource(limit, timeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using HttpRequestMessage request = call.NewRequest(root);
            request.Headers.Authorization = _authorization;
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new(await read(response, either.Token).ConfigureAwait(false), null, null)
                : new(default, await ControlReplies.ReadProblemAsync(response, either.Token).ConfigureAwait(false), PauseAskedBy(response));
        }
        catch (ShuffleException error)
        {
            return new(default, error, null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new(default, Unreachable($"could not be reached: {error.Message}", error), null);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // The attempt's own time is over, or the client's: the caller did not ask for it.
            return new(default, Unreachable($"did not answer {call.Method} {call.Path} within {limit}.", error), null);
        }
    }

    private ShuffleException Unreachable(string what, Exception cause)
        => new(ShuffleErrorCode.ControlPlaneUnavailable, $"The control plane at {root} {what}", cause);

    private TimeSpan? PauseAskedBy(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? retryAfter = response.Headers.RetryAfter;
        return retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - timeProvider.GetUtcNow() : null);
    }

    /// <summary>How one attempt ended: with a reply, or with an error and the pause that the service asked for.</summary>
    private readonly record struct Attempt<T>(T? Reply, ShuffleException? Error, TimeSpan? RetryAfter);
}
