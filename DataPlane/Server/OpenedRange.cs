using ShuffleOrleans.DataPlane.Storage.Reading;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>What a read channel reads, once it is open, and how far it is sent. Owned by the channel, which closes it.</summary>
/// <param name="Cursor">The next frames.</param>
/// <param name="FrameCount">Frames of the whole request, from its beginning.</param>
/// <param name="Bytes">Bytes of those frames.</param>
internal abstract record OpenedRange(IFrameCursor Cursor, long FrameCount, long Bytes)
{
    /// <summary>Gives back what it holds open. Called once.</summary>
    public abstract void Close();
}
