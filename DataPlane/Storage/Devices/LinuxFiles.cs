using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// What .NET does not offer: gathered writes straight from native memory without allocations, blocks set aside and given back, folders synced.
/// </summary>
internal static unsafe partial class LinuxFiles
{
    private const int EINTR = 4;
    private const int NoSuchCall = 38;
    private const int NotSupported = 95;
    private const int KeepSize = 1;
    private const int PunchHoleMode = 2;

    // O_RDONLY | O_DIRECTORY | O_CLOEXEC; O_DIRECTORY differs on 64-bit ARM.
    private static readonly int ReadOnlyDirectory = (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000) | 0x80000;

    private const int MaxSegments = 64;

    public static void WriteGathered(SafeFileHandle file, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        IoVector* vectors = stackalloc IoVector[MaxSegments];
        int skip = 0;
        while (!segments.IsEmpty)
        {
            int count = Fill(vectors, segments, MaxSegments);
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

    /// <summary>The same with a short prefix in front; one system call where the disk takes all of it.</summary>
    public static void WriteGathered(SafeFileHandle file, ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        fixed (byte* head = prefix)
        {
            IoVector* vectors = stackalloc IoVector[MaxSegments];
            vectors[0] = new IoVector { Base = head, Length = (nuint)prefix.Length };
            int count = 1 + Fill(vectors + 1, segments, MaxSegments - 1);
            int written = WriteOnce(file, vectors, count, offset);
            offset += written;
            if (written < prefix.Length)
            {
                RandomAccess.Write(file, prefix[written..], offset);
                offset += prefix.Length - written;
                written = prefix.Length;
            }

            WriteRest(file, segments, written - prefix.Length, offset);
        }
    }

    /// <summary>fallocate with FALLOC_FL_KEEP_SIZE.</summary>
    public static void Preallocate(SafeFileHandle file, long offset, long length) => Allocate(file, KeepSize, offset, length);

    /// <summary>fallocate with FALLOC_FL_PUNCH_HOLE.</summary>
    public static void PunchHole(SafeFileHandle file, long offset, long length) => Allocate(file, KeepSize | PunchHoleMode, offset, length);

    /// <summary>fsync of a folder: the names in it are on the disk.</summary>
    public static void SyncFolder(string path)
    {
        int folder = Open(path, ReadOnlyDirectory, 0);
        if (folder < 0)
        {
            throw Failed("open");
        }

        try
        {
            if (FSync(folder) < 0)
            {
                throw Failed("fsync");
            }
        }
        finally
        {
            _ = Close(folder);
        }
    }

    private static int Fill(IoVector* vectors, ReadOnlySpan<BufferSegment> segments, int most)
    {
        int count = Math.Min(segments.Length, most);
        for (int i = 0; i < count; i++)
        {
            vectors[i].Base = segments[i].Buffer.Pointer + segments[i].Offset;
            vectors[i].Length = (nuint)segments[i].Length;
        }

        return count;
    }

    // What a first call has left over of the segments.
    private static void WriteRest(SafeFileHandle file, ReadOnlySpan<BufferSegment> segments, int skip, long offset)
    {
        while (!segments.IsEmpty && skip >= segments[0].Length)
        {
            skip -= segments[0].Length;
            segments = segments[1..];
        }

        if (segments.IsEmpty)
        {
            return;
        }

        if (skip > 0)
        {
            BufferSegment first = segments[0];
            RandomAccess.Write(file, first.Span[skip..], offset);
            offset += first.Length - skip;
            segments = segments[1..];
        }

        WriteGathered(file, segments, offset);
    }

    private static void Allocate(SafeFileHandle file, int mode, long offset, long length)
    {
        while (FAllocate(file, mode, offset, length) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error is NotSupported or NoSuchCall)
            {
                return;
            }

            if (error != EINTR)
            {
                throw Failed("fallocate");
            }
        }
    }

    private static IOException Failed(string call)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} failed: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).", error);
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

    [LibraryImport("libc", EntryPoint = "fallocate64", SetLastError = true)]
    private static partial int FAllocate(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public void* Base;
        public nuint Length;
    }
}
