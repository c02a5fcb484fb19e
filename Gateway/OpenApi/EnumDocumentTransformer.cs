using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ShuffleOrleans.Gateway.OpenApi;

/// <summary>
/// Says of every list of names that they are text. The generator describes an enum that it meets first inside another type's default without its type, and, if
/// it may be missing there, with null as one of its names: whether a property may be null is the property's matter.
/// </summary>
internal sealed class EnumDocumentTransformer : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (OpenApiSchema schema in (document.Components?.Schemas?.Values ?? []).OfType<OpenApiSchema>())
        {
            if (schema is { Enum.Count: > 0, Type: null })
            {
                schema.Type = JsonSchemaType.String;
                schema.Enum = [.. schema.Enum.Where(name => name is not null && !name.IsJsonNullSentinel() && name.GetValueKind() == JsonValueKind.String)];
            }
        }

        return Task.CompletedTask;
    }
}
