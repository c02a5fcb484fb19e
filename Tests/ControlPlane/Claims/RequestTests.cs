using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Claims;

/// <summary>Every field of every request is checked, and the refusal names it.</summary>
public class RequestTests
{
    private static readonly JobId Job = new(Guid.NewGuid());
    private static readonly JobInstanceId Instance = new(Guid.NewGuid());
    private static readonly DataSetId DataSet = new(Guid.NewGuid());
    private static readonly PartitionAttemptId Attempt = new(new DataPartitionId(Job, DataSet, DataPartitionKind.Map, 0), 0, 1);
    private static readonly WorkerLoad Load = new([], 0, 0, 0, 0, true);
    private static readonly DiskLoad Disk = new("/data", DiskKind.Ssd, 1, 0, Healthy: true);

    public static IEnumerable<object[]> BadRequests => Cases.Select(entry => new object[] { entry.Key, entry.Value.Field });

    private static Dictionary<string, (string Field, Func<TestPlane, Task> Call)> Cases { get; } = new()
    {
        ["no job"] = ("Job", plane => Register(plane, Registration with { Job = JobId.None })),
        ["no instance"] = ("Instance", plane => Register(plane, Registration with { Instance = JobInstanceId.None })),
        ["null name"] = ("Name", plane => Register(plane, Registration with { Name = null! })),
        ["long name"] = ("Name", plane => Register(plane, Registration with { Name = new string('x', 201) })),
        ["no strategy"] = ("AssignmentStrategy", plane => Register(plane, Registration with { AssignmentStrategy = string.Empty })),
        ["negative timeout"] = ("HeartbeatTimeout", plane => Register(plane, Registration with { HeartbeatTimeout = TimeSpan.FromSeconds(-1) })),
        ["strange durability"] = (
            "Storage",
            plane => Register(plane, Registration with { Storage = new StorageChoice((Durability)9, null) })),
        ["strange disk"] = (
            "Storage",
            plane => Register(plane, Registration with { Storage = new StorageChoice(Durability.Fsync, (DiskKind)9) })),
        ["no partitions"] = ("Partitions", plane => Allocate(plane)),
        ["too many partitions"] = (
            "Partitions",
            plane => Allocate(plane, [.. Enumerable.Range(0, 1001).Select(index => Partition with { PartitionIndex = index })])),
        ["null partition"] = ("Partitions[1]", plane => Allocate(plane, Partition, null!)),
        ["repeated partition"] = ("Partitions[1]", plane => Allocate(plane, Partition, Partition with { Attempt = 1 })),
        ["no data set"] = ("Partitions[0].DataSet", plane => Allocate(plane, Partition with { DataSet = DataSetId.None })),
        ["no kind"] = ("Partitions[0].Kind", plane => Allocate(plane, Partition with { Kind = DataPartitionKind.None })),
        ["strange kind"] = ("Partitions[0].Kind", plane => Allocate(plane, Partition with { Kind = (DataPartitionKind)9 })),
        ["two kinds in a data set"] = (
            "Partitions[1].Kind",
            plane => Allocate(plane, Partition, Partition with { Kind = DataPartitionKind.Reduce, PartitionIndex = 1 })),
        ["two shapes in a reduce data set"] = (
            "Partitions[1].SubpartitionCount",
            plane => Allocate(
                plane,
                Partition with { Kind = DataPartitionKind.Reduce },
                Partition with { Kind = DataPartitionKind.Reduce, PartitionIndex = 1, SubpartitionCount = 2 })),
        ["negative index"] = ("Partitions[0].PartitionIndex", plane => Allocate(plane, Partition with { PartitionIndex = -1 })),
        ["negative attempt"] = ("Partitions[0].Attempt", plane => Allocate(plane, Partition with { Attempt = -1 })),
        ["no subpartitions"] = ("Partitions[0].SubpartitionCount", plane => Allocate(plane, Partition with { SubpartitionCount = 0 })),
        ["too many subpartitions"] = ("Partitions[0].SubpartitionCount", plane => Allocate(plane, Partition with { SubpartitionCount = (1 << 20) + 1 })),
        ["long host"] = ("Partitions[0].ProducerHost", plane => Allocate(plane, Partition with { ProducerHost = new string('h', 256) })),
        ["foreign attempt"] = ("Attempts[0]", plane => plane.Plane.ReleasePartitionsAsync(
            new PartitionReleaseRequest(Job, Instance, [Attempt with { Partition = Attempt.Partition with { Job = new JobId(Guid.NewGuid()) } }]), default)),
        ["null attempts"] = ("Attempts", plane => plane.Plane.ReleasePartitionsAsync(new PartitionReleaseRequest(Job, Instance, null!), default)),
        ["negative event number"] = ("AfterSequence", plane => Query(plane, new PartitionEventQuery(Job, Instance, -1, 1, default))),
        ["no events"] = ("MaxEvents", plane => Query(plane, new PartitionEventQuery(Job, Instance, 0, 0, default))),
        ["too many events"] = ("MaxEvents", plane => Query(plane, new PartitionEventQuery(Job, Instance, 0, 1001, default))),
        ["long wait"] = ("Wait", plane => Query(plane, new PartitionEventQuery(Job, Instance, 0, 1, TimeSpan.FromSeconds(61)))),
        ["negative skip"] = ("Skip", plane => plane.Plane.ListPartitionsAsync(new PartitionListRequest(Job, null, -1, 1), default)),
        ["too large a page"] = ("Take", plane => plane.Plane.ListPartitionsAsync(new PartitionListRequest(Job, null, 0, 1001), default)),
        ["no worker"] = ("Worker", plane => Register(plane, Worker with { Worker = WorkerId.None })),
        ["no incarnation"] = ("Incarnation", plane => Register(plane, Worker with { Incarnation = WorkerIncarnationId.None })),
        ["no host"] = ("Host", plane => Register(plane, Worker with { Host = string.Empty })),
        ["port 0"] = ("DataPort", plane => Register(plane, Worker with { DataPort = 0 })),
        ["port 65536"] = ("DataPort", plane => Register(plane, Worker with { DataPort = 65536 })),
        ["null rack"] = ("Rack", plane => Register(plane, Worker with { Rack = null! })),
        ["null load"] = ("Load", plane => Register(plane, Worker with { Load = null! })),
        ["negative memory"] = ("Load.MemoryBudgetBytes", plane => Register(plane, Worker with { Load = Load with { MemoryBudgetBytes = -1 } })),
        ["null disk"] = ("Load.Disks[0]", plane => Register(plane, Worker with { Load = Load with { Disks = [null!] } })),
        ["disk in no state"] = ("Load.Disks[0].State", plane => Register(plane, Worker with { Load = Load with { Disks = [Disk with { State = 0 }] } })),
        ["disk of a long reason"] = (
            "Load.Disks[0].Reason", plane => Register(plane, Worker with { Load = Load with { Disks = [Disk with { Reason = new string('x', 501) }] } })),
        ["null inventory"] = ("Inventory", plane => Register(plane, Worker with { Inventory = null! })),
        ["epoch 0"] = (
            "Inventory[0].Attempt.Epoch",
            plane => Register(plane, Worker with { Inventory = [new StoredPartition(Attempt with { Epoch = 0 }, 1, default)] })),
        ["null changes"] = ("Changes", plane => Beat(plane, null!)),
        ["too many changes"] = ("Changes", plane => Beat(plane, [.. Enumerable.Range(1, 1001).Select(n => Change with { Sequence = n })])),
        ["change 0"] = ("Changes[0].Sequence", plane => Beat(plane, [Change with { Sequence = 0 }])),
        ["gap in changes"] = ("Changes[1].Sequence", plane => Beat(plane, [Change, Change with { Sequence = 3 }])),
        ["strange change"] = ("Changes[0].Kind", plane => Beat(plane, [Change with { Kind = (PartitionChangeKind)99 }])),
        ["commit without receipt"] = ("Changes[0].Receipt", plane => Beat(plane, [Change with { Receipt = null }])),
        ["null reason"] = ("Changes[0].Reason", plane => Beat(plane, [Change with { Reason = null! }])),
        ["leave without incarnation"] = ("Incarnation", plane => plane.Plane.LeaveAsync(new WorkerLeave(Worker.Worker, WorkerIncarnationId.None), default)),
    };

    private static JobRegistrationRequest Registration => new(Job, Instance, "name");

    private static PartitionRequest Partition => new(DataSet, DataPartitionKind.Map, 0, 0, 1);

    private static WorkerRegistration Worker
        => new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "host", 7000, string.Empty, Load, []);

    private static PartitionChange Change => new(1, PartitionChangeKind.Committed, Attempt, 1, PartitionReceipt.Empty, string.Empty);

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task BadField_IsRefused_ByName(string what, string field)
    {
        await using TestPlane plane = await TestPlane.StartAsync();

        ShuffleException error = await Refused.WithAsync(ShuffleErrorCode.InvalidRequest, () => Cases[what].Call(plane));

        Assert.StartsWith(field + " ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await plane.JobCountAsync());
        Assert.Equal(0, await plane.WorkerCountAsync());
    }

    private static async Task Register(TestPlane plane, JobRegistrationRequest request) => await plane.Plane.RegisterJobAsync(request, CancellationToken.None);

    private static async Task Register(TestPlane plane, WorkerRegistration registration)
        => await plane.Plane.RegisterWorkerAsync(registration, CancellationToken.None);

    private static async Task Allocate(TestPlane plane, params PartitionRequest[] partitions)
        => await plane.Plane.AllocatePartitionsAsync(new PartitionAllocationRequest(Job, Instance, partitions), CancellationToken.None);

    private static async Task Query(TestPlane plane, PartitionEventQuery query) => await plane.Plane.GetPartitionEventsAsync(query, CancellationToken.None);

    private static async Task Beat(TestPlane plane, IReadOnlyList<PartitionChange> changes)
        => await plane.Plane.HeartbeatWorkerAsync(new WorkerHeartbeat(Worker.Worker, Worker.Incarnation, Load, changes), CancellationToken.None);
}
