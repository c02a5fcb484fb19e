using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;

/// <summary>A file that several writers append to, each to the space that it took. Disposing closes it.</summary>
internal sealed class AppendedFile(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
    private long _length;

    public StoredPiece Reserve(int length) => new(_file, Interlocked.Add(ref _length, length) - length, length);

    public void Dispose() => _file.Dispose();
}
