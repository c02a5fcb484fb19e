using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>A gathered write as one piece, for devices that write a part of it.</summary>
internal static class GatheredBytes
{
    public static byte[] Of(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments)
    {
        List<byte> bytes = [.. prefix];
        foreach (BufferSegment segment in segments)
        {
            bytes.AddRange(segment.Span);
        }

        return [.. bytes];
    }
}
