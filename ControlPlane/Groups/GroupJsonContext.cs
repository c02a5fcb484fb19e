using System.Text.Json.Serialization;

namespace ShuffleOrleans.ControlPlane.Groups;

/// <summary>The JSON form of a stored partition group.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GroupDocument))]
internal sealed partial class GroupJsonContext : JsonSerializerContext;
