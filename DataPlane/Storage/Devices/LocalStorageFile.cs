using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>A file of the local file system.</summary>
internal sealed class LocalStorageFile : IStorageFile
{
    private LocalStorageFile(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    public long Length => IsLinux ? LinuxFiles.LengthOf(Handle) : RandomAccess.GetLength(Handle);

    private static bool IsLinux => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    public static LocalStorageFile Create(string path) => new(IsLinux
        ? LinuxNames.Create(path)
        : File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public static LocalStorageFile Open(string path, FileAccess access) => new(IsLinux
        ? LinuxNames.Open(path, access)
        : File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete));

    public void Write(ReadOnlySpan<BufferSegment> segments, long offset)
    {
        if (IsLinux)
        {
            LinuxFiles.WriteGathered(Handle, [], segments, [], offset);
            return;
        }

        foreach (BufferSegment segment in segments)
        {
            RandomAccess.Write(Handle, segment.Span, offset);
            offset += segment.Length;
        }
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, long offset)
    {
        if (IsLinux)
        {
            LinuxFiles.WriteGathered(Handle, prefix, segments, [], offset);
            return;
        }

        Write(prefix, offset);
        Write(segments, offset + prefix.Length);
    }

    public void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<BufferSegment> segments, ReadOnlySpan<byte> suffix, long offset)
    {
        if (IsLinux)
        {
            LinuxFiles.WriteGathered(Handle, prefix, segments, suffix, offset);
            return;
        }

        long length = BufferSegment.LengthOf(segments);
        Write(prefix, segments, offset);
        Write(suffix, offset + prefix.Length + length);
    }

    public void Preallocate(long offset, long length)
    {
        if (IsLinux)
        {
            LinuxFiles.Preallocate(Handle, offset, length);
        }
    }

    // Cutting a file to the length that it has frees the blocks behind its end, on ext4, XFS and tmpfs; btrfs keeps them.
    public void TrimPreallocation() => RandomAccess.SetLength(Handle, Length);

    public void Discard(long offset, long length)
    {
        if (IsLinux)
        {
            LinuxFiles.PunchHole(Handle, offset, length);
        }
    }

    public void Sync() => RandomAccess.FlushToDisk(Handle);

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        if (IsLinux)
        {
            LinuxFiles.WriteGathered(Handle, bytes, [], [], offset);
        }
        else
        {
            RandomAccess.Write(Handle, bytes, offset);
        }
    }

    public void Read(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            int read = IsLinux ? LinuxFiles.Read(Handle, destination, offset) : RandomAccess.Read(Handle, destination, offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"The file ends at {offset}, {destination.Length} bytes before the end of what should be there.");
            }

            destination = destination[read..];
            offset += read;
        }
    }

    public bool IsCached(long offset, long length) =>
        !OperatingSystem.IsLinux() || (LinuxPageCache.Has(Handle, offset) && LinuxPageCache.Has(Handle, offset + length - 1));

    public bool TryReadCached(Span<byte> destination, long offset)
    {
        if (!OperatingSystem.IsLinux())
        {
            Read(destination, offset);
            return true;
        }

        return LinuxPageCache.TryRead(Handle, destination, offset);
    }

    public void Load(long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            LinuxPageCache.Load(Handle, offset, length);
        }
    }

    public void Dispose() => Handle.Dispose();
}
