using System.Diagnostics;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>The spans of a worker's channels: children of the client's where it told of one. Nothing is made while nobody listens to <see cref="SourceName"/>.</summary>
internal static class WorkerSpans
{
    /// <summary>The name of the worker's spans.</summary>
    public const string SourceName = "ShuffleOrleans.DataPlane";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A partition attempt being written. Its channel ends it, on any thread; it never becomes the current one.</summary>
    public static Activity? StartWrite(PartitionAttemptId attempt, in ActivityContext parent) =>
        Start("shuffle.write_channel", parent)?.SetTag("shuffle.attempt", attempt.ToString());

    /// <summary>A range being read. As <see cref="StartWrite"/>.</summary>
    public static Activity? StartRead(IReadRequest request, in ActivityContext parent) =>
        Start("shuffle.read_channel", parent)?.SetTag("shuffle.read", request.Description);

    /// <summary>It has ended with an error.</summary>
    public static void Fail(this Activity span, string reason) => span.SetStatus(ActivityStatusCode.Error, reason);

    private static Activity? Start(string name, in ActivityContext parent)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        Activity? before = Activity.Current;
        Activity? span = Source.StartActivity(name, ActivityKind.Server, parent);
        Activity.Current = before;
        return span;
    }
}
