using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>The JSON form of the job's parameters, input list and results.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WordCountParameters))]
[JsonSerializable(typeof(InputList))]
[JsonSerializable(typeof(CountSummary))]
internal sealed partial class WordCountJson : JsonSerializerContext;
