using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>Asks a process to end in order (SIGTERM), which .NET's <see cref="Process"/> cannot.</summary>
internal static partial class UnixSignals
{
    private const int Sigterm = 15;
    private const int NoSuchProcess = 3;

    /// <summary>Sends SIGTERM; where there is none, ends the process at once. A process that is gone already is no error.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }

        if (Kill(process.Id, Sigterm) != 0 && Marshal.GetLastPInvokeError() is int error and not NoSuchProcess)
        {
            throw new Win32Exception(error, $"Process {process.Id} could not be asked to end.");
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
