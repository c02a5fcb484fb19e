using System.Text.Json.Serialization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Protocol.Inspection;

/// <summary>
/// The JSON of the inspection API, one definition for service and clients: camelCase, enums by name, ids as 32 hexadecimal digits, instants as ISO 8601 in
/// UTC, durations as numbers of seconds, what is missing as null. Clients pass over members they do not know, so that a newer service can say more.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16,
    Converters =
    [
        typeof(StrictEnumConverter<Blocker>),
        typeof(StrictEnumConverter<CheckOrigin>),
        typeof(StrictEnumConverter<CheckOutcome>),
        typeof(StrictEnumConverter<DataPartitionKind>),
        typeof(StrictEnumConverter<DiskKind>),
        typeof(StrictEnumConverter<DiskState>),
        typeof(StrictEnumConverter<Durability>),
        typeof(StrictEnumConverter<PartitionState>),
        typeof(StrictEnumConverter<SectionKind>),
        typeof(StrictEnumConverter<StoredIn>),
        typeof(StrictEnumConverter<WorkerState>),
        typeof(CamelEnumConverter<ChannelDirection>),
        typeof(CamelEnumConverter<ConnectionRole>),
        typeof(CamelEnumConverter<EventSeverity>),
        typeof(CamelEnumConverter<HolderKind>),
        typeof(CamelEnumConverter<ServiceKind>),
    ])]
[JsonSerializable(typeof(ClusterSummary))]
[JsonSerializable(typeof(Page<WorkerSummary>))]
[JsonSerializable(typeof(WorkerSummary))]
[JsonSerializable(typeof(WorkerDetail))]
[JsonSerializable(typeof(Page<OpenChannel>))]
[JsonSerializable(typeof(LedgerState))]
[JsonSerializable(typeof(Page<JobSummary>))]
[JsonSerializable(typeof(JobDetail))]
[JsonSerializable(typeof(DataSetSummary))]
[JsonSerializable(typeof(DataSetMatrix))]
[JsonSerializable(typeof(Page<PartitionSummary>))]
[JsonSerializable(typeof(PartitionDetail))]
[JsonSerializable(typeof(PartitionLayout))]
[JsonSerializable(typeof(Page<Verification>))]
[JsonSerializable(typeof(Page<Wait>))]
[JsonSerializable(typeof(EventBatch))]
[JsonSerializable(typeof(ServiceEvent))]
[JsonSerializable(typeof(LogLevels))]
[JsonSerializable(typeof(ExcludeWorkerBody))]
[JsonSerializable(typeof(IncludeWorkerBody))]
[JsonSerializable(typeof(VerifyPartitionBody))]
[JsonSerializable(typeof(ReleasePartitionBody))]
[JsonSerializable(typeof(LogLevelBody))]
public sealed partial class InspectionJson : JsonSerializerContext;
