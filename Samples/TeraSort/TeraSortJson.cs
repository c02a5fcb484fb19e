using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>The JSON form of the job's parameters and results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TeraSortParameters))]
[JsonSerializable(typeof(SliceSummary))]
internal sealed partial class TeraSortJson : JsonSerializerContext;
