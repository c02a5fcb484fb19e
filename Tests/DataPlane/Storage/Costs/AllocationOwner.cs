using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Costs;

/// <summary>Says after each flush how much its I/O thread has allocated in its life; allocates nothing itself.</summary>
internal sealed class AllocationOwner : IFlushOwner, IDisposable
{
    private readonly SemaphoreSlim _flushed = new(0);
    private readonly TaskCompletionSource<PartitionReceipt> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _allocated;

    public Task<PartitionReceipt> Committed => _committed.Task.OrFail();

    /// <summary>Blocks: to wake an asynchronous waiter allocates on the thread that is measured.</summary>
    public long AwaitFlush()
    {
        Assert.True(_flushed.Wait(Patience.Limit), "No flush came.");
        return Volatile.Read(ref _allocated);
    }

    public void OnFlushed()
    {
        Volatile.Write(ref _allocated, GC.GetAllocatedBytesForCurrentThread());
        _flushed.Release();
    }

    public void OnCommitted(PartitionReceipt receipt) => _committed.SetResult(receipt);

    public void OnFlushFailed(ShuffleErrorCode code, string reason) => _committed.SetException(new InvalidOperationException($"{code}: {reason}"));

    public void OnAborted()
    {
        // OnFlushFailed has said why.
    }

    public void Dispose() => _flushed.Dispose();
}
