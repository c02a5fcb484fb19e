using ShuffleOrleans.Grains.Interfaces.Inspection;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>
/// Counts the calls of the test's client that have no answer yet. The test's clock moves only while there is none: what was asked before time passed is
/// answered before time passes, as in the embedded control plane, and no call times out because a test is quicker than its cluster. Any thread.
/// </summary>
internal sealed class CallsUnderWay : IOutgoingGrainCallFilter
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _quiet = new();
    private int _count;

    public CallsUnderWay() => _quiet.SetResult();

    /// <summary>Ends as soon as every call has its answer.</summary>
    public Task QuietAsync()
    {
        lock (_lock)
        {
            return _quiet.Task;
        }
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        // Whoever waits for events waits for time to pass.
        if (context.InterfaceName == typeof(IServiceLogGrain).FullName && context.MethodName == nameof(IServiceLogGrain.WaitAsync))
        {
            await context.Invoke();
            return;
        }

        Begin();
        try
        {
            await context.Invoke();
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (_count++ == 0)
            {
                _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void End()
    {
        lock (_lock)
        {
            if (--_count == 0)
            {
                _quiet.SetResult();
            }
        }
    }
}
