using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.DataPlane.Storage.Devices;

/// <summary>
/// Names of files and folders in one system call each. What .NET offers asks for a lock, the kind of file and its file system with every open, looks at both
/// names before a rename, and reports a folder that is not empty by an exception: seven calls instead of two for a file that is opened and closed.
/// </summary>
internal static partial class LinuxNames
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int CreateNew = 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;

    // Read and write for everybody whom the process's mask allows it, as .NET has it.
    private const int CreateMode = 0x1B6;

    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;

    private const int NotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int Interrupted = 4;
    private const int NoAccess = 13;
    private const int Invalid = 22;
    private const int NoSuchCall = 38;

    /// <summary>Creates a file that must not exist, open for reading and writing.</summary>
    public static SafeFileHandle Create(string path) => Open(path, ReadWrite | CreateNew);

    public static SafeFileHandle Open(string path, FileAccess access) => Open(path, access == FileAccess.Read ? ReadOnly : ReadWrite);

    /// <summary>Renames a file; the new name must not exist.</summary>
    /// <returns>False where the file system cannot promise that in one step: nothing has happened.</returns>
    public static bool TryRename(string path, string newPath)
    {
        if (RenameAt2(CurrentFolder, path, CurrentFolder, newPath, NoReplace) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is Invalid or NoSuchCall ? false : throw Failure(error, $"{path} could not be renamed to {newPath}");
    }

    /// <returns>False if it is not empty, or could not be removed for another reason.</returns>
    public static bool TryRemoveFolder(string path) => RemoveFolder(path) == 0;

    private static SafeFileHandle Open(string path, int flags)
    {
        while (true)
        {
            int file = Open(path, flags | CloseOnExec, CreateMode);
            if (file >= 0)
            {
                return new SafeFileHandle(file, ownsHandle: true);
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw Failure(error, $"{path} could not be opened");
            }
        }
    }

    // The kinds of exceptions that .NET itself throws.
    private static Exception Failure(int error, string what)
    {
        string message = $"{what}: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).";
        return error switch
        {
            NoSuchFile => new FileNotFoundException(message),
            NotPermitted or NoAccess => new UnauthorizedAccessException(message),
            _ => new IOException(message, error),
        };
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(int folder, string path, int newFolder, string newPath, uint flags);

    [LibraryImport("libc", EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveFolder(string path);
}
