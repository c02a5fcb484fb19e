using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Connections;

/// <summary>A channel with one thing to send.</summary>
/// <param name="send">Sends it.</param>
internal sealed class SilentSource(Func<SendBatch, ValueTask> send) : ISendSource
{
    /// <summary>Something small, which is copied into the batch.</summary>
    public static SilentSource Small(int bytes) => new(batch =>
    {
        batch.GetSpan()[..bytes].Clear();
        batch.Advance(bytes);
        return default;
    });

    /// <summary>Something that is sent from where it is.</summary>
    public static SilentSource Large(BufferSegment[] segments) => new(batch => batch.SendAsync(segments, CancellationToken.None));

    public async ValueTask<bool> SendTurnAsync(SendBatch batch, CancellationToken cancellationToken)
    {
        await send(batch);
        return false;
    }
}
