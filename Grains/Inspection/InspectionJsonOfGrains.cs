using System.Text.Json.Serialization;
using ShuffleOrleans.Grains.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection;

/// <summary>The JSON of questions and answers that people never see: the parts of grains that a silo puts together.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(EventBatch))]
[JsonSerializable(typeof(EventQuery))]
[JsonSerializable(typeof(GroupPartition))]
[JsonSerializable(typeof(GroupSelection))]
[JsonSerializable(typeof(JobLook))]
[JsonSerializable(typeof(PartitionQuery))]
[JsonSerializable(typeof(IReadOnlyList<ServiceEvent>))]
internal sealed partial class InspectionJsonOfGrains : JsonSerializerContext;
