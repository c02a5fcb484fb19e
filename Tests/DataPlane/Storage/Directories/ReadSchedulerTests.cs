using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Directories;

public sealed class ReadSchedulerTests : IDisposable
{
    private readonly DiskQueue _queue = new("test", 1, 100);
    private readonly Gate _gate = new();
    private readonly List<(long Place, long Offset)> _served = [];
    private readonly SemaphoreSlim _loaded = new(0);
    private readonly ReadScheduler _reads;
    private bool _ended;

    public ReadSchedulerTests() => _reads = new ReadScheduler(_queue);

    [Fact]
    public void WaitingReads_AreServedByFileAndOffset_InOneSweep()
    {
        HoldTheDisk();
        foreach ((long place, long offset) in new[] { (2L, 100L), (1L, 900L), (2L, 50L), (1L, 10L), (3L, 0L), (1L, 10L) })
        {
            Assert.True(_reads.TryLoad(new Read(this, place, offset)));
        }

        Assert.Equal(6, _reads.Count);
        LetGo(6);
        Assert.Equal([(1, 10), (1, 10), (1, 900), (2, 50), (2, 100), (3, 0)], _served);
    }

    [Fact]
    public void ReadBehindTheHead_WaitsForTheNextSweep_AndNoLonger()
    {
        HoldTheDisk();
        _reads.TryLoad(new Read(this, 5, 0) { Then = () => _reads.TryLoad(new Read(this, 4, 0)) });
        _reads.TryLoad(new Read(this, 6, 0) { Then = () => _reads.TryLoad(new Read(this, 7, 0)) });
        LetGo(4);
        Assert.Equal([(5, 0), (6, 0), (7, 0), (4, 0)], _served);
    }

    [Fact]
    public void FailedRead_TellsItsOwner_AndHoldsUpNobody()
    {
        HoldTheDisk();
        Read bad = new(this, 1, 0) { Fault = new IOException("unreadable") };
        Read good = new(this, 2, 0);
        _reads.TryLoad(bad);
        _reads.TryLoad(good);
        LetGo(2);
        Assert.Same(bad.Fault, bad.Outcome);
        Assert.Null(good.Outcome);
        Assert.Equal([(1, 0), (2, 0)], _served);
    }

    [Fact]
    public void EndedThreads_RefuseAndForget()
    {
        End();
        Assert.False(_reads.TryLoad(new Read(this, 1, 0)));
        Assert.Equal(0, _reads.Count);
    }

    public void Dispose()
    {
        _gate.Opened.Set();
        End();
        _gate.Dispose();
        _loaded.Dispose();
    }

    private void End()
    {
        if (!_ended)
        {
            _ended = true;
            _queue.Dispose();
        }
    }

    private void HoldTheDisk()
    {
        _queue.TryEnqueue(_gate);
        Assert.True(_gate.Entered.Wait(Patience.Limit));
    }

    private void LetGo(int expectedReads)
    {
        _gate.Opened.Set();
        for (int i = 0; i < expectedReads; i++)
        {
            Assert.True(_loaded.Wait(Patience.Limit));
        }
    }

    private sealed class Gate : IDiskWork, IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Opened { get; } = new();

        public void Run()
        {
            Entered.Set();
            Opened.Wait();
        }

        public void Dispose()
        {
            Opened.Set();
            Opened.Dispose();
            Entered.Dispose();
        }
    }

    private sealed class Read(ReadSchedulerTests test, long place, long offset) : IDiskRead
    {
        public long Place => place;

        public long Offset => offset;

        public Action? Then { get; init; }

        public Exception? Fault { get; init; }

        public Exception? Outcome { get; private set; }

        public void Load()
        {
            test._served.Add((place, offset));
            Then?.Invoke();
            if (Fault is not null)
            {
                throw Fault;
            }
        }

        public void OnLoaded(Exception? error)
        {
            Outcome = error;
            test._loaded.Release();
        }
    }
}
