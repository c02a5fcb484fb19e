using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Directories;

/// <summary>One thread, held by a first piece of work, so that what is queued behind it shows its order.</summary>
public sealed class DiskQueueTests : IDisposable
{
    private const int Capacity = 100;

    private readonly DiskQueue _queue = new("test", threadCount: 1, Capacity);
    private readonly ManualResetEventSlim _goOn = new();
    private readonly List<string> _done = [];

    public void Dispose()
    {
        _goOn.Set();
        _queue.Dispose();
        _goOn.Dispose();
    }

    [Fact]
    public async Task ShortWork_GoesBeforeBulkWrites_EachInItsOrder()
    {
        await HoldAsync();
        Add("write 1", DiskPriority.Bulk);
        Add("open 1", DiskPriority.First);
        Add("write 2", DiskPriority.Bulk);
        Add("open 2", DiskPriority.First);
        Finish();
        Assert.Equal(["open 1", "open 2", "write 1", "write 2"], _done);
    }

    [Fact]
    public async Task BulkWrites_AreNeverStarved()
    {
        await HoldAsync();
        Add("write", DiskPriority.Bulk);
        for (int i = 0; i < 3 * DiskQueue.MostAhead; i++)
        {
            Add("open", DiskPriority.First);
        }

        Finish();
        Assert.Equal(DiskQueue.MostAhead, _done.IndexOf("write"));
    }

    [Fact]
    public async Task FullQueue_SaysSo_AndStillTakesWhatItsOwnerBounds()
    {
        await HoldAsync();
        for (int i = 0; i < Capacity; i++)
        {
            Assert.Equal(DiskAdmission.Queued, _queue.Admit(new Work(_done, "asked"), DiskPriority.First));
        }

        Assert.Equal(DiskAdmission.Full, _queue.Admit(new Work(_done, "refused"), DiskPriority.First));
        Assert.True(_queue.TryEnqueue(new Work(_done, "owned")));
        Assert.Equal(Capacity + 1, _queue.Length);
        Finish();
        Assert.Equal(0, _queue.Length);
        Assert.DoesNotContain("refused", _done);
        Assert.Contains("owned", _done);
    }

    [Fact]
    public async Task EndedQueue_FinishesWhatItTook_AndTakesNothing()
    {
        await HoldAsync();
        Add("write", DiskPriority.Bulk);
        Finish();
        Assert.Equal(["write"], _done);
        Assert.False(_queue.TryEnqueue(new Work(_done, "late")));
        Assert.Equal(DiskAdmission.Ended, _queue.Admit(new Work(_done, "late"), DiskPriority.Bulk));
    }

    [Fact]
    public async Task ManyThreads_RunEverythingOnce()
    {
        const int Pieces = 2000;
        int ran = 0;
        using DiskQueue queue = new("test", threadCount: 4, Pieces);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Pieces / 4; i++)
            {
                Assert.Equal(DiskAdmission.Queued, queue.Admit(new Count(() => Interlocked.Increment(ref ran)), (DiskPriority)(i % 2)));
            }
        })));
        queue.Dispose();
        Assert.Equal(Pieces, ran);
    }

    private async Task HoldAsync()
    {
        Holder holder = new(_goOn);
        Assert.True(_queue.TryEnqueue(holder));
        await holder.Reached.OrFail();
    }

    private void Add(string name, DiskPriority priority) => Assert.True(_queue.TryEnqueue(new Work(_done, name), priority));

    private void Finish()
    {
        _goOn.Set();
        _queue.Dispose();
    }

    private sealed class Work(List<string> done, string name) : IDiskWork
    {
        public void Run() => done.Add(name);
    }

    private sealed class Count(Action run) : IDiskWork
    {
        public void Run() => run();
    }

    private sealed class Holder(ManualResetEventSlim goOn) : IDiskWork
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Run()
        {
            _reached.SetResult();
            goOn.Wait(Patience.Limit);
        }
    }
}
