using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>The JSON form of everything that passes between the engine's processes, generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(DriverEvent))]
[JsonSerializable(typeof(JobMasterConfiguration))]
[JsonSerializable(typeof(ExecutorConfiguration))]
[JsonSerializable(typeof(CaretakerConfiguration))]
[JsonSerializable(typeof(CaretakerReady))]
[JsonSerializable(typeof(ServiceReady))]
internal sealed partial class EngineJson : JsonSerializerContext;
