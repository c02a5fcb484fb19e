using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Gateway.OpenApi;

/// <summary>Describes ids as what they are on the wire: a custom converter tells the generator nothing.</summary>
internal sealed class IdSchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        Type type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
        {
            schema.Type = JsonSchemaType.String;
            schema.Pattern = "^[0-9a-f]{32}$";
        }

        return Task.CompletedTask;
    }

    private static bool IsId(Type type) => type.IsValueType && Array.Exists(
        type.GetInterfaces(), candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IShuffleId<>));
}
