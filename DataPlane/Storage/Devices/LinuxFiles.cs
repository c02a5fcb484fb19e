using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>Gathered writes straight from native memory, without the allocations of .NET's own.</summary>
internal static unsafe partial class LinuxFiles
{
    private const int EINTR = 4;
    private const int MaxSegments = 64;

    public static void WriteGathered(SafeFileHandle file, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        IoVector* vectors = stackalloc IoVector[MaxSegments];
        int skip = 0;
        while (!segments.IsEmpty)
        {
            int count = Math.Min(segments.Length, MaxSegments);
            for (int i = 0; i < count; i++)
            {
                vectors[i].Base = segments[i].Buffer.Pointer + segments[i].Offset;
                vectors[i].Length = (nuint)segments[i].Length;
            }

            vectors[0].Base = (byte*)vectors[0].Base + skip;
            vectors[0].Length -= (nuint)skip;
            int written = WriteOnce(file, vectors, count, offset);
            offset += written;
            skip += written;
            while (!segments.IsEmpty && skip >= segments[0].Length)
            {
                skip -= segments[0].Length;
                segments = segments[1..];
            }
        }
    }

    private static int WriteOnce(SafeFileHandle file, IoVector* vectors, int count, long offset)
    {
        nint written = PWriteV(file, vectors, count, offset);
        if (written > 0)
        {
            return (int)written;
        }

        int error = Marshal.GetLastPInvokeError();
        return written < 0 && error == EINTR ? 0 : throw new IOException(
            $"A write of the data file failed: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).", error);
    }

    [LibraryImport("libc", EntryPoint = "pwritev64", SetLastError = true)]
    private static partial nint PWriteV(SafeFileHandle file, IoVector* vectors, int count, long offset);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public void* Base;
        public nuint Length;
    }
}
