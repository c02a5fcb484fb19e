using System.Globalization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>A small service: one worker, one job, one data set of two partitions, the second with a hot key.</summary>
internal static class Samples
{
    private const long MebiByte = 1024 * 1024;

    public static readonly DateTimeOffset At = new(2030, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public static WorkerId Worker { get; } = WorkerId.Parse("aaaa0000000000000000000000000001", CultureInfo.InvariantCulture);

    public static JobId Job { get; } = JobId.Parse("bbbb0000000000000000000000000001", CultureInfo.InvariantCulture);

    public static DataSetId DataSet { get; } = DataSetId.Parse("cccc0000000000000000000000000001", CultureInfo.InvariantCulture);

    public static ClusterSummary Cluster { get; } = new()
    {
        Kind = ServiceKind.Embedded,
        Version = "1.2.3",
        At = At,
        StartedAt = At.AddMinutes(-90),
        WorkerCount = 2,
        GoneWorkerCount = 1,
        ExcludedWorkerCount = 0,
        JobCount = 1,
        DataSetCount = 1,
        Attempts = new StateCounts(1, 2, 30, 0, 0, 4),
        PayloadBytes = 5 * MebiByte,
        StoredBytes = 6 * MebiByte,
        UsableBytes = 700 * MebiByte,
        MemoryBudgetBytes = 512 * MebiByte,
        MemoryInUseBytes = 12345678,
        OpenWriteChannels = 3,
        OpenReadChannels = 4,
        ReceivedBytes = 8 * MebiByte,
        SentBytes = 9 * MebiByte,
        LastEventSequence = 77,
        ChangesEnabled = true,
        Notices = [new Notice(EventSeverity.Error, "worker is gone", Worker, null)],
        Missing = [],
    };

    public static WorkerSummary WorkerSummary { get; } = new()
    {
        Worker = Worker,
        Incarnation = WorkerIncarnationId.FromGuid(Worker.Value),
        Host = "shuffle-1",
        DataPort = 10086,
        Rack = "r1",
        Node = "embedded",
        State = WorkerState.Excluded,
        Reason = "disk is to be replaced",
        LastHeardAt = At,
        Disks = [],
        UsableBytes = 700 * MebiByte,
        StoredBytes = 6 * MebiByte,
        MemoryBudgetBytes = 512 * MebiByte,
        MemoryInUseBytes = 12345678,
        OpenWriteChannels = 3,
        OpenReadChannels = 4,
        Attempts = 37,
        HasOrphans = false,
    };

    public static DataSetSummary DataSetSummary { get; } = new(
        Job, DataSet, DataPartitionKind.Map, 8, 2, new StateCounts(
            0, 0, 2, 0, 0, 0), 5 * MebiByte, 90, 4 * MebiByte, 1, 1.6, [new DataSetWorker(Worker, 2, 5 * MebiByte)]);

    public static DataSetMatrix Matrix { get; } = new(
        0, 2, 0, 8, 2, 8, [1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 1000, 0, 0, 0, 500], [36, 1500], [1, 2, 3, 1004, 5, 6, 7, 508], 2, 2, 3, 1004, 192, []);

    public static PartitionReceipt Receipt { get; } = new(3, 45, 4 * MebiByte, 0x1234);

    public static Verification Check(CheckOutcome outcome) => new(
        Worker, Job, DataSet, 1, 0, 7, At, outcome, 45, 4 * MebiByte, 0.25,
        outcome == CheckOutcome.Damaged ? "a frame is damaged, behind 3 sound ones." : "", CheckOrigin.Operator);

    public static ServiceEvent Event(long sequence, string text = "all of it is stored") => new(
        sequence, At.AddSeconds(sequence), EventSeverity.Warning, ServiceEventKinds.PartitionLost, text, Job, DataSet, 1, 0, 7, Worker);

    public static JobSummary JobNamed(string name, JobId? id = null) => new()
    {
        Job = id ?? Job,
        Name = name,
        RegisteredAt = At,
        HeartbeatDeadline = At.AddMinutes(1),
        HeartbeatTimeoutSeconds = 60,
        Durability = Durability.PageCache,
        PreferredDiskKind = null,
        AssignmentStrategy = null,
        DataSetCount = 1,
        Attempts = new StateCounts(
            1, 2, 30, 0, 0, 4),
        PayloadBytes = 5 * MebiByte,
        Takeovers = 0,
    };

    public static PartitionSummary Partition(int index, PartitionState state) => new(
        Job, DataSet, DataPartitionKind.Map, index, 0, 7, state, 8, [Worker], state == PartitionState.Committed ? 4 * MebiByte : null,
        state == PartitionState.Committed ? 45 : null, state == PartitionState.Committed ? 1.6 : null, At);

    public static PartitionDetail Detail { get; } = new(
        Job, DataSet, DataPartitionKind.Map, 1,
        [new AttemptDetail(0, 7, PartitionState.Committed, 8, At, Receipt, [new ShareDetail(Worker, "shuffle-1", 10086, Receipt, false, false)])],
        [Event(5)],
        [new OpenChannel(ChannelDirection.Read, 9, "c-1", "10.0.0.7:4000", At, Job, DataSet, DataPartitionKind.Map, 1, 0, 7, 0, 4,
            12, MebiByte, 2 * MebiByte, 0, 65536, 0, Blocker.NoCredit, 12.5)],
        [Check(CheckOutcome.Damaged)],
        []);

    public static PartitionLayout Layout { get; } = new(
        Worker, 0, 7, StoredIn.File, "/data", "map-1-a0-e7.shuffle", 4200000,
        [new LayoutSection(
            SectionKind.Header, 0, 128), new LayoutSection(SectionKind.Frames, 128, 4195384), new LayoutSection(SectionKind.Footer, 4199920, 80)],
        Receipt, [1, 2], [1, 2], 3, 0, [new LayoutRegion(0, 128, 1000, 10, false, [new LayoutRun(0, 128, 400, 4), new LayoutRun(3, 528, 600, 6)])],
        [new LayoutReader("10.0.0.7:4000", 0, 4, 600, MebiByte, 2 * MebiByte, Blocker.NoCredit)], false, "");
}
