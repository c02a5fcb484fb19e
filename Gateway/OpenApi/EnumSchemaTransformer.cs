using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ShuffleOrleans.Protocol.Inspection;

namespace ShuffleOrleans.Gateway.OpenApi;

/// <summary>Describes the enums of the inspection API by the names they have in its answers: custom converters tell the generator nothing.</summary>
internal sealed class EnumSchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum && InspectionJson.Default.GetTypeInfo(type) is { } form)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValues(type).Cast<object>().Select(value => JsonSerializer.SerializeToNode(value, form)!)];
        }

        return Task.CompletedTask;
    }
}
