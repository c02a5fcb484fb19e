using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>What every endpoint of the control API answers: a reply in the protocol's own JSON, or a problem.</summary>
internal static class ControlAnswer
{
    private static readonly int[] ProblemStatuses =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status404NotFound,
        StatusCodes.Status409Conflict,
        StatusCodes.Status413PayloadTooLarge,
        StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable,
    ];

    public static JsonHttpResult<T> Json<T>(T reply, JsonTypeInfo<T> type) => TypedResults.Json(reply, type);

    /// <summary>Names and describes the endpoint in the OpenAPI document.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary)
    {
        endpoint.WithName(operationId).WithSummary(summary);
        foreach (int status in ProblemStatuses)
        {
            endpoint.Produces<ControlProblem>(status, ControlProblem.ContentType);
        }

        return endpoint;
    }
}
