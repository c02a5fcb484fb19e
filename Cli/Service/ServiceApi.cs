using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Cli.Service;

/// <summary>
/// REST of one node. The token goes to the address that was named and nowhere else: no redirects, no proxy. Answers are bounded. Any thread; ends with the run.
/// </summary>
internal sealed class ServiceApi : IDisposable
{
    // A verification reads every byte of a partition; everything else answers within seconds.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(5);
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    private readonly HttpClient _http;

    public ServiceApi(Uri service, string? token)
    {
        Service = service;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = LongestConnect })
        {
            BaseAddress = service,
            Timeout = LongestAnswer,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Uri Service { get; }

    /// <summary>What goes with each request; null for none.</summary>
    public string? Token => _http.DefaultRequestHeaders.Authorization?.Parameter;

    public Task<Answer<T>> GetAsync<T>(ApiPath path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, Relative(path)), type, cancellationToken);

    public Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        GetAsync(new ApiPath(path), type, cancellationToken);

    /// <summary>Changes something that answers.</summary>
    public Task<Answer<T>> SendAsync<TBody, T>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(method, Relative(new ApiPath(path))) { Content = JsonContent.Create(body, bodyType) }, type, cancellationToken);

    /// <summary>Changes something that has nothing to say.</summary>
    /// <param name="path">Where.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task PostAsync(string path, string body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, Relative(new ApiPath(path)))
        {
            Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json")),
        };
        using HttpResponseMessage response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
    }

    /// <summary>Opens a stream of events.</summary>
    /// <returns>The response, which the caller disposes.</returns>
    public async Task<HttpResponseMessage> OpenEventsAsync(ApiPath path, string? lastEventId, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, Relative(path));
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        HttpResponseMessage response = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            await RequireSuccessAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public void Dispose() => _http.Dispose();

    // Below the service's own path, which a proxy in front of it may have given it.
    private static string Relative(ApiPath path) => path.ToString().TrimStart('/');

    private async Task<Answer<T>> AskAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        using HttpResponseMessage response = await SendAsync(sent, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await RequireSuccessAsync(response, cancellationToken);
        string json = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            return new Answer<T>(json, JsonSerializer.Deserialize(json, type) ?? throw new JsonException("The answer is null."));
        }
        catch (JsonException e)
        {
            throw NotUnderstood(response, e.Message);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption until, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, until, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new ServiceUnreachableException(Service, Sentence(e.Message), e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnreachableException(Service, "it took too long.", e);
        }
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        string text = await response.Content.ReadAsStringAsync(cancellationToken);
        ControlProblem? problem = response.Content.Headers.ContentType?.MediaType == ControlProblem.ContentType ? ProblemOf(text) : null;
        throw problem is null
            ? NotUnderstood(response, $"The status is {(int)response.StatusCode}.")
            : new ServiceRefusedException(
                problem.Code ?? "unknown", problem.Title ?? response.ReasonPhrase ?? "Refused", problem.Detail ?? "", (int)response.StatusCode);
    }

    private static ControlProblem? ProblemOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ControlJson.Default.ControlProblem);
        }
        catch (JsonException)
        {
            // Whoever answered is not the service; the status says what is known.
            return null;
        }
    }

    private static ServiceRefusedException NotUnderstood(HttpResponseMessage response, string detail) => new(
        "unexpected-answer", $"{response.RequestMessage?.RequestUri} gave no answer of a shuffle service", detail, (int)response.StatusCode);

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
