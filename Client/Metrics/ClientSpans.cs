using System.Diagnostics;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Metrics;

/// <summary>The spans of writers and gates. Nothing is made while nobody listens to <see cref="SourceName"/>.</summary>
internal static class ClientSpans
{
    /// <summary>The name of the client's spans.</summary>
    public const string SourceName = "ShuffleOrleans.Client";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Writing a partition attempt, from its opening to its commit. Its owner ends it; it is current only where it is started.</summary>
    public static Activity? StartWrite(PartitionAttemptId attempt, int workers) => Source.StartActivity("shuffle.write_partition", ActivityKind.Client)?
        .SetTag("shuffle.attempt", attempt.ToString())
        .SetTag("shuffle.worker.count", workers);

    /// <summary>A batch of allocations or releases that is asked for. Its owner ends it.</summary>
    public static Activity? StartCall(string name, JobId job, int partitions) => Source.StartActivity($"shuffle.{name}", ActivityKind.Client)?
        .SetTag("shuffle.job", job.ToString())
        .SetTag("shuffle.partition.count", partitions);

    /// <summary>What a gate reads from one worker. Its owner ends it, on any thread; it never becomes the current one.</summary>
    public static Activity? StartRead(WorkerEndpoint worker, ActivityContext parent)
    {
        Activity? before = Activity.Current;
        Activity? span = Source.StartActivity("shuffle.read_worker", ActivityKind.Client, parent)?.SetTag("shuffle.worker", worker.Worker.ToString());
        Activity.Current = before;
        return span;
    }

    /// <summary>It has gone wrong; the span says so.</summary>
    public static void Fail(this Activity span, Exception error) => span.SetStatus(ActivityStatusCode.Error, error.Message);
}
