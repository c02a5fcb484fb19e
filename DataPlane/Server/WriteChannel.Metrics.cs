using System.Diagnostics;

namespace ShuffleOrleans.DataPlane.Server;

// How long its writer waited: noted when a wait begins, recorded when it ends.
internal sealed partial class WriteChannel
{
    private long _waitsForFirstCredit;
    private long _waitsForCredit;
    private long _finishedAt;

    /// <summary>Its span in a trace; null if nobody listens.</summary>
    public Activity? Span { get; init; }

    private TimeProvider Time => _connection.Server.Time;

    // The writer tells its backlog once when it can send nothing more, and again after each credit.
    private void NoteWait() => Interlocked.CompareExchange(ref _waitsForCredit, Time.GetTimestamp(), 0);

    private void NoteFinish() => _finishedAt = Time.GetTimestamp();

    // Any thread: whoever takes the beginning of a wait records it.
    private void TimeCredit()
    {
        if (Interlocked.Exchange(ref _waitsForFirstCredit, 0) is not 0 and long opened)
        {
            _connection.Server.Metrics.OnFirstCredit(Time.GetElapsedTime(opened));
        }

        if (Interlocked.Exchange(ref _waitsForCredit, 0) is not 0 and long since)
        {
            _connection.Server.Metrics.OnCreditWait(Time.GetElapsedTime(since));
        }
    }

    private void EndSpan()
    {
        Span?.SetTag("shuffle.bytes", _writer.Receipt.FrameBytes);
        Span?.Dispose();
    }

    private void TimeCommit() =>
        _connection.Server.Metrics.OnCommit(_open.Attempt.Partition.Kind, _open.Storage.Durability, Time.GetElapsedTime(_finishedAt));
}
