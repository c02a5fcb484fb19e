using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// A virtual machine gets its memory from its host page by page when it is touched, and may give back what lies free: a first touch costs more than a whole
/// exchange. So as many bytes as will be written are taken for the page cache and freed again just before the clock starts, for every system alike.
/// </summary>
internal static class FreshMemory
{
    private const int PieceBytes = 1024 * 1024;

    public static void Touch(string directory, long bytes)
    {
        string path = Path.Combine(directory, $"shuffle-benchmark-{Guid.NewGuid():n}");
        using SafeFileHandle file = File.OpenHandle(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose, preallocationSize: bytes);
        byte[] piece = new byte[PieceBytes];
        for (long offset = 0; offset < bytes; offset += PieceBytes)
        {
            RandomAccess.Write(file, piece, offset);
        }
    }
}
