using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.ControlPlane.Inspection;

public class ServiceEventLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    private static readonly JobId Job = new(RandomAttempts.IdOf(1));
    private static readonly WorkerId Worker = new(RandomAttempts.IdOf(2));

    [Fact]
    public void Events_AreReadInOrder_FromAnyPlace()
    {
        ServiceEventLog log = LogOf(5, capacity: 10);
        long first = log.LastSequence - 4;

        Assert.Equal([first, first + 1, first + 2, first + 3, first + 4], Sequences(log.Read(new EventQuery(0))));
        Assert.Equal([first + 3, first + 4], Sequences(log.Read(new EventQuery(first + 2))));
        Assert.Empty(log.Read(new EventQuery(first + 4)).Items);
        Assert.False(log.Read(new EventQuery(0)).Missed);
    }

    [Fact]
    public void WithoutAPlace_TheNewestAreRead()
    {
        ServiceEventLog log = LogOf(5, capacity: 10);

        EventBatch batch = log.Read(new EventQuery(Take: 2));

        Assert.Equal([log.LastSequence - 1, log.LastSequence], Sequences(batch));
        Assert.Equal(log.LastSequence, batch.LastSequence);
    }

    [Fact]
    public void Reader_GoesOnWhereABatchEnded()
    {
        ServiceEventLog log = LogOf(7, capacity: 10);
        List<long> read = [];
        long place = 0;
        for (int batch = 0; batch < 4; batch++)
        {
            EventBatch next = log.Read(new EventQuery(place, Take: 2));
            read.AddRange(Sequences(next));
            place = next.LastSequence;
        }

        Assert.Equal(Sequences(log.Read(new EventQuery(0))), read);
        Assert.Equal(7, read.Count);
    }

    [Fact]
    public void FullRing_LosesTheOldest_AndSaysSo()
    {
        ServiceEventLog log = LogOf(15, capacity: 10);
        long newest = log.LastSequence;

        EventBatch behind = log.Read(new EventQuery(newest - 11));
        EventBatch justInTime = log.Read(new EventQuery(newest - 10));

        Assert.Equal((true, 10), (behind.Missed, behind.Items.Count));
        Assert.Equal((false, 10), (justInTime.Missed, justInTime.Items.Count));
        Assert.True(log.Read(new EventQuery(0)).Missed);
    }

    [Fact]
    public void ReaderOfAnEarlierProcess_HearsThatItMissedSomething()
    {
        ServiceEventLog earlier = LogOf(3, capacity: 10);
        ServiceEventLog later = LogOf(2, capacity: 10, Start + TimeSpan.FromMilliseconds(1));

        EventBatch batch = later.Read(new EventQuery(earlier.LastSequence));

        Assert.Equal((true, 2), (batch.Missed, batch.Items.Count));
        Assert.Equal(later.LastSequence, batch.LastSequence);
    }

    [Fact]
    public void ReaderFromTheFuture_HearsThatItMissedSomething()
    {
        ServiceEventLog log = LogOf(2, capacity: 10);

        EventBatch batch = log.Read(new EventQuery(log.LastSequence + 1000));

        Assert.Equal((true, 2, log.LastSequence), (batch.Missed, batch.Items.Count, batch.LastSequence));
    }

    [Fact]
    public void Filters_PassOverEvents_ButNotOverTheirPlaces()
    {
        ServiceEventLog log = new(Start, 10);
        log.Append([Event(EventSeverity.Info) with { Job = Job }, Event(EventSeverity.Error) with { Worker = Worker }, Event(EventSeverity.Warning)]);
        long newest = log.LastSequence;

        Assert.Equal([newest - 2], Sequences(log.Read(new EventQuery(0, Job: Job))));
        Assert.Equal([newest - 1], Sequences(log.Read(new EventQuery(0, Worker: Worker))));
        Assert.Equal([newest - 1, newest], Sequences(log.Read(new EventQuery(0, LeastSeverity: EventSeverity.Warning))));
        Assert.Equal(newest, log.Read(new EventQuery(0, Job: Job)).LastSequence);
    }

    [Fact]
    public async Task Wait_EndsWithTheNextEvent()
    {
        ServiceEventLog log = LogOf(1, capacity: 10);
        Task wait = log.WaitAsync(log.LastSequence, CancellationToken.None);
        Assert.False(wait.IsCompleted);

        log.Append([Event(EventSeverity.Info)]);

        await wait;
    }

    [Fact]
    public async Task Wait_ForWhatIsThere_EndsAtOnce()
    {
        ServiceEventLog log = LogOf(2, capacity: 10);

        await log.WaitAsync(log.LastSequence - 1, CancellationToken.None);
        await log.WaitAsync(0, CancellationToken.None);
    }

    [Fact]
    public async Task Wait_EndsWithItsToken()
    {
        ServiceEventLog log = LogOf(1, capacity: 10);
        using CancellationTokenSource end = new();
        Task wait = log.WaitAsync(log.LastSequence, end.Token);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private static ServiceEventLog LogOf(int count, int capacity, DateTimeOffset? start = null)
    {
        ServiceEventLog log = new(start ?? Start, capacity);
        for (int i = 0; i < count; i++)
        {
            log.Append([Event(EventSeverity.Info)]);
        }

        return log;
    }

    private static ServiceEvent Event(EventSeverity severity) => new(0, Start, severity, "Kind", "text", null, null, null, null, null, null);

    private static IEnumerable<long> Sequences(EventBatch batch) => batch.Items.Select(happened => happened.Sequence);
}
