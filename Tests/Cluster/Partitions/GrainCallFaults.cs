namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>
/// Sees every call of one grain to another. Fault model: a chosen call is lost on its way there, so that it has no effect, or on its way back; or it waits
/// until the test lets it go. Safe for several threads.
/// </summary>
internal sealed class GrainCallFaults : IOutgoingGrainCallFilter
{
    /// <summary>What is asked before each call: what comes after it is the call. Throws to lose it.</summary>
    public Func<IGrainCallContext, Task>? Before { get; set; }

    /// <summary>What is asked after each call. Throws to lose the answer.</summary>
    public Action<IGrainCallContext>? After { get; set; }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Before is { } before)
        {
            await before(context);
        }

        await context.Invoke();
        After?.Invoke(context);
    }
}
