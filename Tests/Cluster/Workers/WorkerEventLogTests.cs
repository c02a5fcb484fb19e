using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Tests.Cluster.Workers;

public class WorkerEventLogTests
{
    private static readonly WorkerLocation Place = new(new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "a", 7000);

    [Fact]
    public void NumberAboveTheStoredCeiling_IsNeverGiven()
    {
        WorkerEventLog log = new(0);
        Assert.False(log.HasRoom);
        Assert.Throws<InvalidOperationException>(() => Append(log));

        log.Raise(2);
        Append(log);
        Append(log);

        Assert.False(log.HasRoom);
        Assert.Equal(2, log.LastSequence);
    }

    [Fact]
    public void LowerCeiling_ThatIsStoredLate_TakesNoRoom()
    {
        WorkerEventLog log = new(0);
        log.Raise(2);
        log.Raise(1);
        Append(log);
        Assert.True(log.HasRoom);
    }

    [Fact]
    public void LogAfterAFailure_GoesOnAboveTheCeiling_AndSaysThatSomethingMayBeMissing()
    {
        WorkerEventLog log = new(1000);
        Assert.True(log.ReadAfter(7).Missed);
        log.Raise(log.NextCeiling);
        Append(log);

        WorkerEventBatch batch = log.ReadAfter(1000);

        Assert.False(batch.Missed);
        Assert.Equal([1001], batch.Events.Select(e => e.Sequence));
        Assert.True(log.ReadAfter(5000).Missed);
    }

    [Fact]
    public void OldestEvent_MakesRoom_AndIsMissed()
    {
        WorkerEventLog log = new(0);
        log.Raise(WorkerEventLog.Capacity + 1);
        for (int count = 0; count <= WorkerEventLog.Capacity; count++)
        {
            Append(log);
        }

        Assert.True(log.ReadAfter(0).Missed);
        Assert.Equal(WorkerEventLog.Capacity, log.ReadAfter(1).Events.Count);
        Assert.Equal(2, log.NextAfter(0)!.Sequence);
        Assert.Null(log.NextAfter(log.LastSequence));
    }

    private static void Append(WorkerEventLog log) => log.Append(DateTimeOffset.UnixEpoch, WorkerEventKind.Registered, Place);
}
