using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>The JSON form of a run's report, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class RunReportJson : JsonSerializerContext;
