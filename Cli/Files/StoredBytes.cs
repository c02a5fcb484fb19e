using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Cli.Files;

/// <summary>A file that is only read. One thread; closed with the look.</summary>
internal sealed class StoredBytes : IDisposable
{
    private readonly SafeFileHandle _handle;
    private byte[] _buffer = new byte[64 * 1024];

    public StoredBytes(string path)
    {
        Path = path;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Length = RandomAccess.GetLength(_handle);
    }

    public string Path { get; }

    public long Length { get; }

    /// <summary>Bytes from an offset, fewer where the file ends. Good until the next read.</summary>
    public ReadOnlySpan<byte> Read(long offset, int count)
    {
        if (_buffer.Length < count)
        {
            _buffer = new byte[Math.Max(count, _buffer.Length * 2)];
        }

        int read = 0;
        while (read < count && RandomAccess.Read(_handle, _buffer.AsSpan(read, count - read), offset + read) is > 0 and int more)
        {
            read += more;
        }

        return _buffer.AsSpan(0, read);
    }

    public void Dispose() => _handle.Dispose();
}
