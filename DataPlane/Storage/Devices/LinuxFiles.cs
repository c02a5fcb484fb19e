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

    private const int SeekEnd = 2;

    private const int MaxVectors = 128;

    // Longer calls gain nothing, and into a new file they cost several times as much.
    private const long MaxCallBytes = 1024 * 1024;

    /// <summary>Prefix, segments and suffix one behind the other; one system call where they are few and the disk takes all of them.</summary>
    public static void WriteGathered(
        SafeFileHandle file, ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix, long offset)
    {
        fixed (byte* head = prefix, tail = suffix)
        {
            IoVector* vectors = stackalloc IoVector[MaxVectors];
            int count = 0;
            long bytes = prefix.Length;
            if (prefix.Length > 0)
            {
                vectors[count++] = new IoVector { Base = head, Length = (nuint)prefix.Length };
            }

            foreach (ref readonly BufferSegment segment in segments)
            {
                bytes += segment.Length;
                if (count == MaxVectors || (bytes > MaxCallBytes && count > 0))
                {
                    offset += WriteAll(file, vectors, count, offset);
                    count = 0;
                    bytes = segment.Length;
                }

                vectors[count++] = new IoVector { Base = segment.Buffer.Pointer + segment.Offset, Length = (nuint)segment.Length };
            }

            if (suffix.Length > 0)
            {
                if (count == MaxVectors)
                {
                    offset += WriteAll(file, vectors, count, offset);
                    count = 0;
                }

                vectors[count++] = new IoVector { Base = tail, Length = (nuint)suffix.Length };
            }

            WriteAll(file, vectors, count, offset);
        }
    }

    /// <summary>Reads what one call brings; 0 at the end of the file.</summary>
    public static int Read(SafeFileHandle file, Span<byte> destination, long offset)
    {
        fixed (byte* start = destination)
        {
            while (true)
            {
                nint read = PRead(file, start, (nuint)destination.Length, offset);
                if (read >= 0)
                {
                    return (int)read;
                }

                if (Marshal.GetLastPInvokeError() != EINTR)
                {
                    throw Failed("pread");
                }
            }
        }
    }

    /// <summary>Its length: where its end is. Moves a position that nobody uses.</summary>
    public static long LengthOf(SafeFileHandle file)
    {
        long length = LSeek(file, 0, SeekEnd);
        return length >= 0 ? length : throw Failed("lseek");
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

    // Changes the vectors while a call takes only a part.
    private static long WriteAll(SafeFileHandle file, IoVector* vectors, int count, long offset)
    {
        long begin = offset;
        while (count > 0)
        {
            long written = WriteOnce(file, vectors, count, offset);
            offset += written;
            while (count > 0 && written >= (long)vectors->Length)
            {
                written -= (long)vectors->Length;
                vectors++;
                count--;
            }

            if (written > 0)
            {
                vectors->Base = (byte*)vectors->Base + written;
                vectors->Length -= (nuint)written;
            }
        }

        return offset - begin;
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

    private static long WriteOnce(SafeFileHandle file, IoVector* vectors, int count, long offset)
    {
        nint written = PWriteV(file, vectors, count, offset);
        if (written > 0)
        {
            return written;
        }

        int error = Marshal.GetLastPInvokeError();
        return written < 0 && error == EINTR ? 0 : throw new IOException(
            $"A write of the data file failed: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).", error);
    }

    [LibraryImport("libc", EntryPoint = "pwritev64", SetLastError = true)]
    private static partial nint PWriteV(SafeFileHandle file, IoVector* vectors, int count, long offset);

    [LibraryImport("libc", EntryPoint = "pread64", SetLastError = true)]
    private static partial nint PRead(SafeFileHandle file, byte* destination, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "lseek64", SetLastError = true)]
    private static partial long LSeek(SafeFileHandle file, long offset, int from);

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
