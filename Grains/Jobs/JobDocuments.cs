using System.Text.Json.Serialization;
using ShuffleOrleans.ControlPlane.Sharding;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>The JSON form of what the grains of jobs store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShardedJobRecord))]
[JsonSerializable(typeof(JobDirectoryRecord))]
internal sealed partial class JobDocuments : JsonSerializerContext
{
    /// <summary>The format of both documents.</summary>
    public const int FormatVersion = 1;
}
