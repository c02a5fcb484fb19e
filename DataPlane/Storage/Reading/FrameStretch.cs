namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>Whole frames that lie together.</summary>
/// <param name="Source">Where.</param>
/// <param name="Offset">First byte in the source.</param>
/// <param name="Length">How many bytes; 0 for no frame.</param>
/// <param name="FrameCount">How many frames.</param>
internal readonly record struct FrameStretch(IFrameSource Source, long Offset, long Length, int FrameCount);
