using System.Runtime.InteropServices;

namespace ShuffleOrleans.DataPlane.Memory;

/// <summary>
/// Asks the system to back memory by huge pages of 2 MiB. A shuffle copies through many megabytes in no order that a processor could foresee; with pages of
/// 4 KiB every few kilobytes end in a miss of the TLB, which in a virtual machine walks two page tables. Linux gives huge pages to who asks where
/// <c>/sys/kernel/mm/transparent_hugepage/enabled</c> says <c>madvise</c> or <c>always</c>; elsewhere everything stays as it is.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>The size of a huge page, and the alignment that memory needs to get any.</summary>
    public const nuint Bytes = 2 * 1024 * 1024;

    private const int AdviseHugePages = 14;

    /// <summary>A hint for memory that has not been touched yet; a refusal changes nothing but speed.</summary>
    public static void AskFor(void* memory, nuint bytes)
    {
        if (OperatingSystem.IsLinux() && bytes >= Bytes)
        {
            _ = Advise(memory, bytes, AdviseHugePages);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
