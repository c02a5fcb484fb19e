using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>Reads what a service answered: the reply, or the problem as the <see cref="ShuffleException"/> that it was on the other side.</summary>
internal static class ControlReplies
{
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(type, cancellationToken).ConfigureAwait(false) ?? throw NotOurs(response, "null");
        }
        catch (JsonException error)
        {
            throw NotOurs(response, error.Message, error);
        }
    }

    /// <summary>The error that an answer without success stands for.</summary>
    public static async Task<ShuffleException> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ControlProblem? problem = await TryReadProblemAsync(response, cancellationToken).ConfigureAwait(false);
        ShuffleErrorCode code = CodeOf(problem, response.StatusCode);
        string detail = problem?.Detail ?? $"{Describe(response)} answered {(int)response.StatusCode} without saying why; is it a shuffle service?";
        return new ShuffleException(code, detail);
    }

    private static async Task<ControlProblem?> TryReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType != ControlProblem.ContentType)
        {
            return null;
        }

        try
        {
            return await response.Content.ReadFromJsonAsync(ControlJson.Default.ControlProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            // Some proxy's problem, not ours: the status still says what to do.
            return null;
        }
    }

    /// <summary>
    /// A code that is absent or that this build does not know is guessed from the status, which says at least whose fault it is and whether it passes.
    /// </summary>
    private static ShuffleErrorCode CodeOf(ControlProblem? problem, HttpStatusCode status)
        => ErrorCodeNames.TryParse(problem?.Code, out ShuffleErrorCode code) ? code : status switch
        {
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ShuffleErrorCode.ControlPlaneUnavailable,
            < HttpStatusCode.InternalServerError => ShuffleErrorCode.InvalidRequest,
            _ => ShuffleErrorCode.InternalError,
        };

    private static ShuffleException NotOurs(HttpResponseMessage response, string found, Exception? cause = null)
        => new(
            ShuffleErrorCode.MalformedMessage,
            $"{Describe(response)} answered something else than a control reply ({found}); is it a shuffle service of this version?",
            cause);

    private static string Describe(HttpResponseMessage response)
        => $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.GetLeftPart(UriPartial.Path)}";
}
