using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// A virtual machine gets its memory from its host page by page, when it is first touched, which costs more than a whole exchange. So the page cache is filled
/// once before the first measurement, as it would be on a machine that has been up for a while, and emptied again.
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
