using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.ControlPlane.Http;

/// <summary>
/// The JSON of the control API, one definition for service and client: camelCase, enums by name, ids as 32 hexadecimal digits, times as <c>hh:mm:ss</c>.
/// Bodies of requests refuse members they do not know; replies ignore them, so that a newer service can say more to an older client.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16,
    Converters =
    [
        typeof(StrictEnumConverter<DataPartitionKind>),
        typeof(StrictEnumConverter<DiskKind>),
        typeof(StrictEnumConverter<Durability>),
        typeof(StrictEnumConverter<PartitionEventKind>),
        typeof(StrictEnumConverter<PartitionState>),
    ])]
[JsonSerializable(typeof(RegisterJobBody))]
[JsonSerializable(typeof(HeartbeatJobBody))]
[JsonSerializable(typeof(AllocatePartitionsBody))]
[JsonSerializable(typeof(ReleasePartitionsBody))]
[JsonSerializable(typeof(JobRegistration))]
[JsonSerializable(typeof(JobHeartbeatReply))]
[JsonSerializable(typeof(PartitionAllocationReply))]
[JsonSerializable(typeof(PartitionEventBatch))]
[JsonSerializable(typeof(PartitionListReply))]
[JsonSerializable(typeof(ControlProblem))]
[JsonSerializable(typeof(ServiceInfo))]
public sealed partial class ControlJson : JsonSerializerContext;
