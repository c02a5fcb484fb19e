namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>
/// One reader's position: walks through the frames it wants in the order in which they are stored, as stretches that lie together and end at frame boundaries.
/// Used by one read channel, on its send loop.
/// </summary>
internal interface IFrameCursor
{
    /// <summary>Whether every frame was passed.</summary>
    bool IsAtEnd { get; }

    /// <summary>Length of the next frame, header included. Not at the end.</summary>
    int NextFrameLength { get; }

    /// <summary>Digest over the frames passed so far.</summary>
    ulong Digest { get; }

    /// <summary>Passes the next frames that lie together, at most so many bytes and frames.</summary>
    /// <returns>No frame if the next one alone is longer than <paramref name="maxBytes"/>.</returns>
    FrameStretch Take(long maxBytes, int maxFrames);
}
