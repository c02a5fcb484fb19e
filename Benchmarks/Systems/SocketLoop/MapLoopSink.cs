using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>The file of one producer.</summary>
internal sealed class MapLoopSink : ILoopSink, IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly long[] _offsets;
    private long _position;

    public MapLoopSink(string path, long[] lengths)
    {
        _offsets = new long[lengths.Length + 1];
        for (int consumer = 0; consumer < lengths.Length; consumer++)
        {
            _offsets[consumer + 1] = _offsets[consumer] + lengths[consumer];
        }

        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.None, preallocationSize: _offsets[^1]);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_file, bytes, _position);
        _position += bytes.Length;
    }

    public (SafeFileHandle File, long Offset, long Length) RangeOf(int consumer) => (_file, _offsets[consumer], _offsets[consumer + 1] - _offsets[consumer]);

    public void Dispose() => _file.Dispose();
}
