using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>A file of the file system, written without a buffer in between.</summary>
internal sealed class DiskJournalFile : IJournalFile
{
    private readonly SafeFileHandle _handle;
    private long _length;

    public DiskJournalFile(string path, FileMode mode, long length)
    {
        _handle = File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read | FileShare.Delete);
        _length = length;
        RandomAccess.SetLength(_handle, length);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, _length);
        _length += bytes.Length;
    }

    public void Flush() => RandomAccess.FlushToDisk(_handle);

    public void Dispose() => _handle.Dispose();
}
