using System.Threading.Channels;

namespace ShuffleOrleans.Tests.Client.ControlPlane;

/// <summary>
/// Calls that arrive at a scripted double and wait for the test's answer. It answers nothing by itself, so nothing happens that the test did not say.
/// </summary>
internal sealed class ScriptedCalls<TRequest, TReply>
{
    private readonly Channel<ScriptedCall<TRequest, TReply>> _arrived = Channel.CreateUnbounded<ScriptedCall<TRequest, TReply>>();
    private int _count;

    /// <summary>How many calls arrived so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public Task<TReply> ArriveAsync(TRequest request, CancellationToken cancellationToken)
    {
        var call = new ScriptedCall<TRequest, TReply>(request, cancellationToken);
        Interlocked.Increment(ref _count);
        Assert.True(_arrived.Writer.TryWrite(call));
        return call.WaitAsync();
    }

    /// <summary>The next call that arrives, or has arrived and was not taken.</summary>
    public Task<ScriptedCall<TRequest, TReply>> NextAsync() => _arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);
}
