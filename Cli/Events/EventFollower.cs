using System.Net;
using ShuffleOrleans.Cli.Service;

namespace ShuffleOrleans.Cli.Events;

/// <summary>Follows the service's events over lost connections: each new stream begins behind the last event that came. One reader.</summary>
internal sealed class EventFollower(ServiceApi api, Func<ApiPath> path, TimeProvider time)
{
    // The service says something every 15 s, if only a comment.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    private readonly Backoff _backoff = new();

    /// <summary>Reads until cancelled, refused, or nobody answers for long.</summary>
    /// <param name="lastEventId">Behind which event to begin.</param>
    /// <param name="onMessage">Gets each message.</param>
    /// <param name="onLost">Gets a line when the stream broke.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ServiceRefusedException">The service refuses for good.</exception>
    /// <exception cref="ServiceUnreachableException">Nobody answers, the first time or for long.</exception>
    public async Task FollowAsync(string lastEventId, Action<StreamMessage> onMessage, Action<string> onLost, CancellationToken cancellationToken)
    {
        string place = lastEventId;
        while (true)
        {
            Exception lost;
            try
            {
                await ReadStreamAsync(place, message => place = Pass(message, place, onMessage), cancellationToken);
                lost = new IOException("The service ended the stream.");
            }
            catch (ServiceRefusedException e) when (IsBusy(e))
            {
                lost = e;
            }
            catch (Exception e) when (e is ServiceUnreachableException or IOException or HttpRequestException or InvalidDataException or TimeoutException)
            {
                lost = e;
            }

            TimeSpan wait = _backoff.Fail(
                ) ?? throw new ServiceUnreachableException(api.Service, $"{Backoff.MostFailures} tries failed, the last with: {lost.Message}", lost);
            onLost($"{lost.Message} Trying again in {wait.TotalSeconds:0.#} s.");
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static bool IsBusy(
        ServiceRefusedException refused) => refused.Status is (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.TooManyRequests;

    private string Pass(StreamMessage message, string place, Action<StreamMessage> onMessage)
    {
        _backoff.Succeed();
        onMessage(message);
        return message.Id ?? place;
    }

    private async Task ReadStreamAsync(string place, Action<StreamMessage> onMessage, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await api.OpenEventsAsync(path(), place, cancellationToken);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync(cancellationToken));
        StreamParser parser = new();
        while (await ReadLineAsync(reader, cancellationToken) is { } line)
        {
            if (parser.Add(line) is { } message)
            {
                onMessage(message);
            }
        }
    }

    private async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(LongestSilence, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            return await reader.ReadLineAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The service was silent for {LongestSilence.TotalSeconds} s.");
        }
    }
}
