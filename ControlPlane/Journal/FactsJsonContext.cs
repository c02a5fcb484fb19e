using System.Text.Json.Serialization;
using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>The JSON form of a journal record: an array of facts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(IReadOnlyList<ControlPlaneFact>))]
internal sealed partial class FactsJsonContext : JsonSerializerContext;
