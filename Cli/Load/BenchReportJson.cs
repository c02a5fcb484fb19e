using System.Text.Json.Serialization;

namespace ShuffleOrleans.Cli.Load;

/// <summary>The JSON of a load.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchReportJson : JsonSerializerContext;
