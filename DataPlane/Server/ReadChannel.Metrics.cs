using System.Diagnostics;

namespace ShuffleOrleans.DataPlane.Server;

// How long its reader waited.
internal sealed partial class ReadChannel
{
    private readonly long _begun;
    private long _loadingSince;

    /// <summary>Its span in a trace; null if nobody listens.</summary>
    public Activity? Span { get; init; }

    private TimeProvider Time => _connection.Server.Time;

    private void TimeOpening(bool found) => _connection.Server.Metrics.OnReadOpened(Subject.Kind, found, Time.GetElapsedTime(_begun));

    private void EndSpan()
    {
        Span?.SetTag("shuffle.bytes", Volatile.Read(ref _sentBytes));
        Span?.Dispose();
    }

    private void TimeLoading() => _connection.Server.Metrics.OnColdRead(_disk?.Device.Description ?? "unknown", Time.GetElapsedTime(_loadingSince));
}
