using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Inspection;

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
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, InspectionJson.Default);
        });
        services.AddOpenApi(DocumentName, options =>
        {
            options.AddSchemaTransformer<IdSchemaTransformer>();
            options.AddSchemaTransformer<EnumSchemaTransformer>();
            options.AddDocumentTransformer<EnumDocumentTransformer>();
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "ShuffleOrleans";
                document.Info.Description
                    = "For engines: jobs, partitions and their events, below /v1/control. For people and their tools: the rest. Data does not pass here.";
                return Task.CompletedTask;
            });
        });
    }

    public static void MapShuffleOpenApi(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi("/openapi/{documentName}.json");
}
