using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.ControlPlane.Fixtures;

/// <summary>
/// A worker without bytes, at whatever control plane there is now: it numbers its changes, repeats them until acknowledged, and obeys release orders when
/// told to.
/// </summary>
internal sealed class TestWorker(Func<TestPlane> plane, WorkerId id, string host)
{
    public TestWorker(TestPlane plane, WorkerId id, string host)
        : this(() => plane, id, host)
    {
    }

    private readonly List<PartitionChange> _unacknowledged = [];
    private readonly Dictionary<PartitionAttemptId, StoredPartition> _stored = [];
    private readonly HashSet<PartitionAttemptId> _setAside = [];
    private long _sequence;

    public WorkerId Id => id;

    public WorkerIncarnationId Incarnation { get; private set; } = new(Guid.NewGuid());

    public int DataPort { get; set; } = 7000;

    public WorkerLocation Location => new(id, Incarnation, host, DataPort);

    public WorkerLoad Load { get; set; } = new([new DiskLoad("/data", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 0, 0, 0, AcceptsWrites: true);

    public IReadOnlyList<PartitionAttemptId> Orders { get; private set; } = [];

    public IReadOnlyCollection<PartitionAttemptId> Stored => _stored.Keys;

    /// <summary>What was damaged and is kept for a person to look at. No inventory names it.</summary>
    public IReadOnlyCollection<PartitionAttemptId> SetAside => _setAside;

    /// <summary>Whether all that happened here is reported, answered and so taken in for good.</summary>
    public bool IsAcknowledged => _unacknowledged.Count == 0;

    public static PartitionReceipt ReceiptOf(PartitionAttemptId attempt) => new(1, attempt.Epoch, attempt.Epoch * 10, 42);

    /// <summary>What this worker counts of its share; no two workers count the same.</summary>
    public PartitionReceipt ShareReceiptOf(PartitionAttemptId attempt) => attempt.Partition.Kind == DataPartitionKind.Map
        ? ReceiptOf(attempt)
        : ReceiptOf(attempt) with { Digest = BitConverter.ToUInt64(id.Value.ToByteArray()) };

    /// <summary>Registers, and will report what is damaged.</summary>
    public async Task<WorkerRegistrationReply> RegisterAsync()
    {
        WorkerRegistrationReply reply = await plane().Plane.RegisterWorkerAsync(
            new WorkerRegistration(id, Incarnation, host, DataPort, "rack-1", Load, [.. _stored.Values]), CancellationToken.None);
        Orders = reply.Release;
        foreach (PartitionAttemptId damaged in _setAside.Where(attempt => !_stored.ContainsKey(attempt)))
        {
            Note(PartitionChangeKind.Lost, damaged);
        }

        return reply;
    }

    public async Task<WorkerHeartbeatReply> HeartbeatAsync()
    {
        WorkerHeartbeatReply reply = await SendAsync();
        _unacknowledged.RemoveAll(change => change.Sequence <= reply.AcknowledgedSequence);
        Orders = reply.Release;
        return reply;
    }

    /// <summary>Reports, and registers first if the control plane wants that: it has started anew.</summary>
    public async Task<WorkerHeartbeatReply> ReturnAsync()
    {
        try
        {
            return await HeartbeatAsync();
        }
        catch (ShuffleException e) when (e.Code == ShuffleErrorCode.WorkerNotRegistered)
        {
            await RegisterAsync();
            return await HeartbeatAsync();
        }
    }

    /// <summary>Registers, and reports no more what the inventory has said.</summary>
    public async Task BringInventoryAsync()
    {
        int covered = _unacknowledged.Count;
        await RegisterAsync();
        _unacknowledged.RemoveRange(0, covered);
    }

    /// <summary>Sends a report and loses the answer: the same changes will be sent again.</summary>
    public Task<WorkerHeartbeatReply> SendAsync()
        => plane().Plane.HeartbeatWorkerAsync(
            new WorkerHeartbeat(id, Incarnation, Load, [.. _unacknowledged.Take(WorkerHeartbeat.MaxChanges)]),
            CancellationToken.None);

    public Task LeaveAsync() => plane().Plane.LeaveAsync(new WorkerLeave(id, Incarnation), CancellationToken.None);

    public TestWorker Write(PartitionAttemptId attempt) => Note(PartitionChangeKind.Writing, attempt);

    /// <summary>Ends writing it without a commit. If a damaged file of it is kept from before, it does not say that nothing is left.</summary>
    public TestWorker Fail(PartitionAttemptId attempt) => Note(_setAside.Contains(attempt) ? PartitionChangeKind.Lost : PartitionChangeKind.Failed, attempt);

    public TestWorker Commit(PartitionAttemptId attempt, PartitionReceipt? receipt = null)
    {
        _stored[attempt] = new StoredPartition(attempt, 4, receipt ?? ShareReceiptOf(attempt));
        return Note(PartitionChangeKind.Committed, attempt);
    }

    /// <summary>Holds a committed attempt without having reported it.</summary>
    public void Store(PartitionAttemptId attempt) => _stored[attempt] = new StoredPartition(attempt, 4, ShareReceiptOf(attempt));

    /// <summary>Finds it damaged and sets it aside.</summary>
    public TestWorker Damage(PartitionAttemptId attempt)
    {
        FindDamagedAtTheStart(attempt);
        return Note(PartitionChangeKind.Lost, attempt);
    }

    /// <summary>Finds it damaged while it starts, and sets it aside: the inventory does not name it, and what tells of it follows the registration.</summary>
    public void FindDamagedAtTheStart(PartitionAttemptId attempt)
    {
        _stored.Remove(attempt);
        _setAside.Add(attempt);
    }

    /// <summary>Loses it without noticing.</summary>
    public void Mislay(PartitionAttemptId attempt) => _stored.Remove(attempt);

    /// <summary>Deletes what the last answer ordered; the next report says so.</summary>
    public void Obey()
    {
        foreach (PartitionAttemptId attempt in Orders)
        {
            _stored.Remove(attempt);
            _setAside.Remove(attempt);
            Note(PartitionChangeKind.Released, attempt);
        }

        Orders = [];
    }

    /// <summary>Ends as a process and begins as another; what is committed stays.</summary>
    public void Restart()
    {
        Incarnation = new WorkerIncarnationId(Guid.NewGuid());
        _unacknowledged.Clear();
        _sequence = 0;
    }

    private TestWorker Note(PartitionChangeKind kind, PartitionAttemptId attempt)
    {
        PartitionReceipt? receipt = kind == PartitionChangeKind.Committed ? _stored[attempt].Receipt : null;
        _unacknowledged.Add(new PartitionChange(++_sequence, kind, attempt, 4, receipt, string.Empty));
        return this;
    }
}
