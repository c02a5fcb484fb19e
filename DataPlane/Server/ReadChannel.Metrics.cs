namespace ShuffleOrleans.DataPlane.Server;

// How long its reader waited.
internal sealed partial class ReadChannel
{
    private readonly long _begun;
    private long _loadingSince;

    private TimeProvider Time => _connection.Server.Time;

    private void TimeOpening(bool found) => _connection.Server.Metrics.OnReadOpened(Subject.Kind, found, Time.GetElapsedTime(_begun));

    private void TimeLoading() => _connection.Server.Metrics.OnColdRead(_disk?.Device.Description ?? "unknown", Time.GetElapsedTime(_loadingSince));
}
