using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Problems;

/// <summary>
/// Stands around every endpoint under <c>/v1</c> and turns each failure into one problem answer. It wraps the endpoint, not the pipeline, so that what the
/// host maps besides stays the host's; and the whole endpoint, not its handler, so that unreadable paths, queries and bodies come here too.
/// </summary>
internal sealed partial class ProblemBoundary(ProblemWriter problems, ILogger<ProblemBoundary> logger)
{
    /// <summary>The convention that puts the boundary around an endpoint.</summary>
    public void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is { } inner)
        {
            endpoint.RequestDelegate = http => InvokeAsync(http, inner);
        }
    }

    private async Task InvokeAsync(HttpContext http, RequestDelegate inner)
    {
        try
        {
            await inner(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogClientLeft(http.Request.Method, http.Request.Path);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, error);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception error) => error switch
    {
        UnknownResourceException unknown => problems.WriteAsync(http, unknown.Code, unknown.Message, StatusCodes.Status404NotFound),
        RefusedException refused => problems.WriteAsync(http, refused.Code, refused.Message, refused.Status, refused.CodeName),
        ShuffleException { Code: ShuffleErrorCode.InternalError or ShuffleErrorCode.None } => AnswerBugAsync(http, error),
        ShuffleException known => AnswerKnownAsync(http, known),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => problems.WriteAsync(
            http, ShuffleErrorCode.MessageTooLarge, "The request's body is larger than this service takes; send smaller batches."),
        BadHttpRequestException bad => problems.WriteAsync(http, ShuffleErrorCode.InvalidRequest, bad.Message, bad.StatusCode),
        _ => AnswerBugAsync(http, error),
    };

    private Task AnswerKnownAsync(HttpContext http, ShuffleException error)
    {
        LogRefused(http.Request.Method, http.Request.Path, error.Code, error.Message);
        return problems.WriteAsync(http, error.Code, error.Message);
    }

    private Task AnswerBugAsync(HttpContext http, Exception error)
    {
        LogBug(error, http.Request.Method, http.Request.Path, http.TraceIdentifier);
        return problems.WriteAsync(http, ShuffleErrorCode.InternalError, $"The service failed; its log tells why under request {http.TraceIdentifier}.");
    }
}
