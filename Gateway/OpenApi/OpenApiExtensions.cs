using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Gateway.OpenApi;

/// <summary>The OpenAPI document of a node.</summary>
internal static class OpenApiExtensions
{
    private const string DocumentName = "v1";

    public static void AddShuffleOpenApi(this IServiceCollection services)
    {
        // The document is made from the host's JSON rules, whose default takes numbers as text too; the control API does not.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // Reflection knows no default of a parameter whose type is a struct, and the generator fails on it.
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default);
        });
        services.AddOpenApi(DocumentName, options =>
        {
            options.AddSchemaTransformer<IdSchemaTransformer>();
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "ShuffleOrleans control API";
                document.Info.Description = "Jobs, partitions and their events for engines; information and health for people and probes. Data does not pass here.";
                return Task.CompletedTask;
            });
        });
    }

    public static void MapShuffleOpenApi(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi/{documentName}.json");
}
