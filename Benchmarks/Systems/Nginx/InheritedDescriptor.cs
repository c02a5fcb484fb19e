using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Benchmarks.Systems.Nginx;

/// <summary>While it is open, processes that are started inherit a descriptor, which .NET keeps from them otherwise. Disposing hides it again.</summary>
internal sealed partial class InheritedDescriptor : IDisposable
{
    // fcntl.h
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    private readonly SafeHandle _handle;

    private InheritedDescriptor(SafeHandle handle) => _handle = handle;

    public static InheritedDescriptor Open(SafeHandle handle)
    {
        SetFlags(handle, 0);
        return new InheritedDescriptor(handle);
    }

    public void Dispose() => SetFlags(_handle, CloseOnExec);

    private static void SetFlags(SafeHandle handle, int flags)
    {
        if (Fcntl(handle, SetDescriptorFlags, flags) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeHandle handle, int command, int argument);
}
