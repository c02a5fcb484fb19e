using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>Work that meets itself on every thread of a queue: when it has, each of them has left behind what it had begun before.</summary>
internal sealed class Rendezvous : IDiskWork
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing;

    private Rendezvous(int threads) => _missing = threads;

    public static async Task OnAsync(DiskQueue queue, int threads)
    {
        Rendezvous meeting = new(threads);
        for (int i = 0; i < threads; i++)
        {
            Assert.True(queue.TryEnqueue(meeting, DiskPriority.First));
        }

        await meeting._met.Task.OrFail();
    }

    public void Run()
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _met.SetResult();
        }

        _met.Task.Wait(Patience.Limit);
    }
}
