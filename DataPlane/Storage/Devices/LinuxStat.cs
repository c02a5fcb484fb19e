using System.Globalization;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>What Linux says of a file and .NET does not. Read with statx, whose layout is the same on every processor.</summary>
/// <param name="FileSystem">Number of the file system it lies on: two paths with the same one share their free space.</param>
/// <param name="AllocatedBytes">What it takes on the disk, blocks set aside included.</param>
internal readonly partial record struct LinuxStat(string FileSystem, long AllocatedBytes)
{
    private const int CurrentFolder = -100;
    private const uint Blocks = 0x400;
    private const int BlocksOffset = 48;
    private const int DeviceMajorOffset = 136;
    private const int DeviceMinorOffset = 140;
    private const int BlockBytes = 512;

    /// <returns>Null where the system cannot tell.</returns>
    public static LinuxStat? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        Span<byte> answer = stackalloc byte[256];
        try
        {
            if (Statx(CurrentFolder, path, 0, Blocks, ref MemoryMarshal.GetReference(answer)) != 0)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return null;
        }

        uint major = MemoryMarshal.Read<uint>(answer[DeviceMajorOffset..]);
        uint minor = MemoryMarshal.Read<uint>(answer[DeviceMinorOffset..]);
        long blocks = MemoryMarshal.Read<long>(answer[BlocksOffset..]);
        return new LinuxStat(string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"), blocks * BlockBytes);
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte answer);
}
