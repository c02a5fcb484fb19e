using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>
/// The JSON of what workers show: camelCase, enums by name, ids as 32 hexadecimal digits, instants as ISO 8601 in UTC, durations as numbers of seconds.
/// Members that are not known are passed over, so that nodes of neighbouring versions understand each other.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    MaxDepth = 16,
    Converters =
    [
        typeof(StrictEnumConverter<Blocker>),
        typeof(StrictEnumConverter<CheckOrigin>),
        typeof(StrictEnumConverter<CheckOutcome>),
        typeof(StrictEnumConverter<DataPartitionKind>),
        typeof(StrictEnumConverter<DiskKind>),
        typeof(StrictEnumConverter<DiskState>),
        typeof(StrictEnumConverter<SectionKind>),
        typeof(StrictEnumConverter<StoredIn>),
        typeof(CamelEnumConverter<ChannelDirection>),
        typeof(CamelEnumConverter<ChannelSort>),
        typeof(CamelEnumConverter<ConnectionRole>),
        typeof(CamelEnumConverter<HolderKind>),
    ])]
[JsonSerializable(typeof(WorkerInside))]
[JsonSerializable(typeof(ChannelQuery))]
[JsonSerializable(typeof(ChannelPage))]
[JsonSerializable(typeof(LedgerQuery))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(LayoutRequest))]
[JsonSerializable(typeof(PartitionLayout))]
[JsonSerializable(typeof(MatrixRequest))]
[JsonSerializable(typeof(MatrixPart))]
[JsonSerializable(typeof(WaitQuery))]
[JsonSerializable(typeof(WaitList))]
[JsonSerializable(typeof(PartitionAttemptId))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(CheckQuery))]
[JsonSerializable(typeof(CheckList))]
[JsonSerializable(typeof(DirectoryExclusion))]
[JsonSerializable(typeof(DirectoryInclusion))]
public sealed partial class WorkerInspectionJson : JsonSerializerContext;
