using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>What of a file is in memory already, and bringing it there: so that the threads that send never wait for a disk.</summary>
internal static unsafe partial class LinuxPageCache
{
    private const int WouldBlock = 11;

    // RWF_NOWAIT: only what is in the page cache.
    private const int NoWait = 8;

    /// <summary>
    /// Whether the byte at an offset is in the page cache. File systems that cannot tell, and everything else that is odd, count as yes: the read itself will
    /// tell.
    /// </summary>
    public static bool Has(SafeFileHandle file, long offset)
    {
        byte one;
        IoVector vector = new() { Base = &one, Length = 1 };
        return PReadV2(file, &vector, 1, offset, NoWait) >= 0 || Marshal.GetLastPInvokeError() != WouldBlock;
    }

    /// <summary>Reads all of it from the page cache, or says no. What cannot be read at all is left to an ordinary read to tell.</summary>
    public static bool TryRead(SafeFileHandle file, Span<byte> destination, long offset)
    {
        fixed (byte* start = destination)
        {
            IoVector vector = new() { Base = start, Length = (nuint)destination.Length };
            return PReadV2(file, &vector, 1, offset, NoWait) == destination.Length;
        }
    }

    /// <summary>readahead, which blocks until the bytes are there; what it does not bring, an ordinary read tells why.</summary>
    public static void Load(SafeFileHandle file, long offset, long length)
    {
        _ = ReadAhead(file, offset, (nuint)length);
        ReadIfMissing(file, offset);
        ReadIfMissing(file, offset + length - 1);
    }

    private static void ReadIfMissing(SafeFileHandle file, long offset)
    {
        if (!Has(file, offset))
        {
            Span<byte> one = stackalloc byte[1];
            _ = RandomAccess.Read(file, one, offset);
        }
    }

    [LibraryImport("libc", EntryPoint = "preadv64v2", SetLastError = true)]
    private static partial nint PReadV2(SafeFileHandle file, IoVector* vectors, int count, long offset, int flags);

    [LibraryImport("libc", EntryPoint = "readahead", SetLastError = true)]
    private static partial nint ReadAhead(SafeFileHandle file, long offset, nuint count);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct IoVector
    {
        public void* Base;
        public nuint Length;
    }
}
