using System.Text.Json.Serialization;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>The JSON form of what is stored of workers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WorkerDocument))]
[JsonSerializable(typeof(WorkerDirectoryDocument))]
internal sealed partial class WorkersJsonContext : JsonSerializerContext;
