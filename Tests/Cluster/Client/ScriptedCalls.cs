using System.Threading.Channels;

namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>Calls of grains that arrive and wait for the test's answer. It answers nothing by itself.</summary>
internal sealed class ScriptedCalls
{
    private readonly Channel<ScriptedCall> _arrived = Channel.CreateUnbounded<ScriptedCall>();
    private int _count;

    /// <summary>How many calls arrived so far.</summary>
    public int Count => Volatile.Read(ref _count);

    public async Task<T> ArriveAsync<T>(object request, CancellationToken cancellationToken)
    {
        ScriptedCall call = new(request);
        Interlocked.Increment(ref _count);
        Assert.True(_arrived.Writer.TryWrite(call));
        return (T)(await call.Answer.WaitAsync(cancellationToken))!;
    }

    /// <summary>The next call that arrives, or has arrived and was not taken.</summary>
    public Task<ScriptedCall> NextAsync() => _arrived.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);
}
