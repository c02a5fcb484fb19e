namespace ShuffleOrleans.DataPlane.Storage.Reading;

/// <summary>What any cursor can do.</summary>
internal static class FrameCursors
{
    /// <summary>Passes everything that is left, and says how much it was. Touches no data.</summary>
    public static (long FrameCount, long Bytes) Measure(this IFrameCursor cursor)
    {
        long bytes = 0;
        long frames = 0;
        while (!cursor.IsAtEnd)
        {
            FrameStretch stretch = cursor.Take(long.MaxValue, int.MaxValue);
            bytes += stretch.Length;
            frames += stretch.FrameCount;
        }

        return (frames, bytes);
    }

    /// <summary>Passes frames that were sent before. There are at least as many.</summary>
    public static void Skip(this IFrameCursor cursor, long frameCount)
    {
        while (frameCount > 0)
        {
            frameCount -= cursor.Take(long.MaxValue, (int)Math.Min(frameCount, int.MaxValue)).FrameCount;
        }
    }
}
