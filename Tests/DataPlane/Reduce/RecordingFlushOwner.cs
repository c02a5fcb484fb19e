using System.Threading.Channels;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Reduce;

/// <summary>Lets a test wait for what a flusher reports.</summary>
internal sealed class RecordingFlushOwner : IFlushOwner
{
    private readonly Channel<bool> _flushes = Channel.CreateUnbounded<bool>();
    private readonly TaskCompletionSource<PartitionReceipt> _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _failure = "";

    public Task<PartitionReceipt> Committed => _committed.Task.OrFail();

    /// <summary>Why it failed, once it has ended.</summary>
    public Task<string> Aborted => _aborted.Task.OrFail();

    public Task FlushedAsync() => _flushes.Reader.ReadAsync().AsTask().OrFail();

    public void OnFlushed() => _flushes.Writer.TryWrite(true);

    public void OnCommitted(PartitionReceipt receipt) => _committed.SetResult(receipt);

    public void OnFlushFailed(ShuffleErrorCode code, string reason) => _failure = $"{code}: {reason}";

    public void OnAborted() => _aborted.SetResult(_failure);
}
