using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ShuffleOrleans.Gateway.Access;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>What every endpoint of the inspection API answers: the JSON of the protocol, or a problem.</summary>
internal static class InspectionAnswer
{
    private static readonly int[] ProblemStatuses =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status404NotFound,
        StatusCodes.Status500InternalServerError,
        StatusCodes.Status503ServiceUnavailable,
    ];

    public static JsonHttpResult<T> Json<T>(T answer, JsonTypeInfo<T> type) => TypedResults.Json(answer, type);

    /// <summary>Names and describes an endpoint that only looks.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary)
    {
        endpoint.WithName(operationId).WithSummary(summary);
        foreach (int status in ProblemStatuses)
        {
            endpoint.Produces<ControlProblem>(status, ControlProblem.ContentType);
        }

        return endpoint;
    }

    /// <summary>Names and describes an endpoint that changes something, and leaves it to administrators.</summary>
    public static RouteHandlerBuilder DescribeChange(this RouteHandlerBuilder endpoint, string operationId, string summary)
        => endpoint
            .Describe(operationId, summary)
            .Produces<ControlProblem>(StatusCodes.Status403Forbidden, ControlProblem.ContentType)
            .Produces<ControlProblem>(StatusCodes.Status415UnsupportedMediaType, ControlProblem.ContentType)
            .WithMetadata(new AdminOnly());
}
