namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>A part of a buffer: what is sent, written and received in one piece. It does not hold a reference by itself.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct BufferSegment(LedgerBuffer Buffer, int Offset, int Length)
{
    public ReadOnlySpan<byte> Span => Buffer.GetSpan().Slice(Offset, Length);

    public ReadOnlyMemory<byte> Memory => Buffer.Memory.Slice(Offset, Length);

    /// <summary>How many bytes all of them are.</summary>
    public static long LengthOf(ReadOnlySpan<BufferSegment> segments)
    {
        long length = 0;
        foreach (ref readonly BufferSegment segment in segments)
        {
            length += segment.Length;
        }

        return length;
    }
}
