using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using ShuffleOrleans.Grains.Interfaces.Serialization;
using ShuffleOrleans.Grains.Interfaces.Serialization.Ids;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

[assembly: TypeManifestProvider(typeof(ProtocolTypes))]

namespace ShuffleOrleans.Grains.Interfaces.Serialization;

/// <summary>
/// The types of Protocol that cross, with the names they cross under. Protocol knows no Orleans, so its types carry no attributes; the converters in this
/// folder say of which fields they consist. All of them are immutable: within a silo they are passed on as they are, never copied. Orleans finds this class by
/// the attribute above, in every silo and client that has this assembly.
/// </summary>
internal sealed class ProtocolTypes : TypeManifestProviderBase
{
    protected override void ConfigureInner(TypeManifestOptions options)
    {
        NameIds(options);
        NameValues(options);
        NameJobMessages(options);
        NameWorkerMessages(options);
        Name<ShuffleException>(options, "shuffle.ShuffleException");
    }

    private static void NameIds(TypeManifestOptions options)
    {
        NameId<JobId>(options, "shuffle.JobId");
        NameId<JobInstanceId>(options, "shuffle.JobInstanceId");
        NameId<DataSetId>(options, "shuffle.DataSetId");
        NameId<WorkerId>(options, "shuffle.WorkerId");
        NameId<WorkerIncarnationId>(options, "shuffle.WorkerIncarnationId");
        Name<DataPartitionId>(options, "shuffle.DataPartitionId");
        Name<PartitionAttemptId>(options, "shuffle.PartitionAttemptId");
        Name<PartitionGroupId>(options, "shuffle.PartitionGroupId");
    }

    private static void NameValues(TypeManifestOptions options)
    {
        Name<DataPartitionKind>(options, "shuffle.DataPartitionKind");
        Name<DiskKind>(options, "shuffle.DiskKind");
        Name<DiskState>(options, "shuffle.DiskState");
        Name<Durability>(options, "shuffle.Durability");
        Name<PartitionChangeKind>(options, "shuffle.PartitionChangeKind");
        Name<PartitionEventKind>(options, "shuffle.PartitionEventKind");
        Name<PartitionState>(options, "shuffle.PartitionState");
        Name<PartitionReceipt>(options, "shuffle.PartitionReceipt");
        Name<StorageChoice>(options, "shuffle.StorageChoice");
        Name<WorkerLocation>(options, "shuffle.WorkerLocation");
    }

    private static void NameJobMessages(TypeManifestOptions options)
    {
        Name<JobRegistrationRequest>(options, "shuffle.JobRegistrationRequest");
        Name<JobRegistration>(options, "shuffle.JobRegistration");
        Name<JobHeartbeat>(options, "shuffle.JobHeartbeat");
        Name<JobHeartbeatReply>(options, "shuffle.JobHeartbeatReply");
        Name<JobUnregistration>(options, "shuffle.JobUnregistration");
        Name<PartitionAllocation>(options, "shuffle.PartitionAllocation");
        Name<PartitionAllocationReply>(options, "shuffle.PartitionAllocationReply");
        Name<PartitionAllocationRequest>(options, "shuffle.PartitionAllocationRequest");
        Name<PartitionEvent>(options, "shuffle.PartitionEvent");
        Name<PartitionEventBatch>(options, "shuffle.PartitionEventBatch");
        Name<PartitionEventQuery>(options, "shuffle.PartitionEventQuery");
        Name<PartitionListReply>(options, "shuffle.PartitionListReply");
        Name<PartitionListRequest>(options, "shuffle.PartitionListRequest");
        Name<PartitionReleaseRequest>(options, "shuffle.PartitionReleaseRequest");
        Name<PartitionRequest>(options, "shuffle.PartitionRequest");
        Name<PartitionStatus>(options, "shuffle.PartitionStatus");
    }

    private static void NameWorkerMessages(TypeManifestOptions options)
    {
        Name<DiskLoad>(options, "shuffle.DiskLoad");
        Name<PartitionChange>(options, "shuffle.PartitionChange");
        Name<StoredPartition>(options, "shuffle.StoredPartition");
        Name<WorkerHeartbeat>(options, "shuffle.WorkerHeartbeat");
        Name<WorkerHeartbeatReply>(options, "shuffle.WorkerHeartbeatReply");
        Name<WorkerLeave>(options, "shuffle.WorkerLeave");
        Name<WorkerLoad>(options, "shuffle.WorkerLoad");
        Name<WorkerRegistration>(options, "shuffle.WorkerRegistration");
        Name<WorkerRegistrationReply>(options, "shuffle.WorkerRegistrationReply");
    }

    private static void NameId<TId>(TypeManifestOptions options, string alias)
        where TId : struct, IShuffleId<TId>
    {
        Name<TId>(options, alias);
        options.Converters.Add(typeof(IdConverter<TId>));
    }

    private static void Name<T>(TypeManifestOptions options, string alias)
    {
        options.WellKnownTypeAliases.Add(alias, typeof(T));
        options.Copiers.Add(typeof(ShallowCopier<T>));
    }
}
