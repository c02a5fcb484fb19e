using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>
/// A request's body, read with the protocol's own JSON rules whatever the host has configured for its endpoints: members that are unknown, doubled or missing
/// are errors, not guesses.
/// </summary>
/// <typeparam name="T">The body's type, known to <see cref="ControlJson"/> or <see cref="InspectionJson"/>.</typeparam>
internal sealed class JsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> StrictType = StrictTypeInfo();

    private JsonBody(T value) => Value = value;

    public T Value { get; }

    /// <summary>Called by the framework for every handler parameter of this type.</summary>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        try
        {
            T? value = await JsonSerializer.DeserializeAsync(context.Request.Body, StrictType, context.RequestAborted);
            return value is null ? throw Invalid("is null; send an object.", null) : new JsonBody<T>(value);
        }
        catch (JsonException error)
        {
            throw Invalid($"is not valid at {error.Path ?? "$"}: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static ShuffleException Invalid(string problem, Exception? cause) => new(ShuffleErrorCode.InvalidRequest, $"The request's body {problem}", cause);

    private static JsonTypeInfo<T> StrictTypeInfo()
    {
        var options = new JsonSerializerOptions(ControlJson.Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ControlJson.Default, InspectionJson.Default),
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
        };
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
