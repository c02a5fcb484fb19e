using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>A file for each consumer. A producer that comes takes its place at the end of each of them, so that several write side by side.</summary>
internal sealed class ReduceLoopStore(string folder, int producers, int consumers) : ILoopStore
{
    private readonly Lock _lock = new();
    private readonly SafeFileHandle?[] _files = new SafeFileHandle?[consumers];
    private readonly long[] _lengths = new long[consumers];

    public ILoopSink Begin(int producer, long[] lengths)
    {
        long[] offsets = new long[lengths.Length];
        lock (_lock)
        {
            for (int consumer = 0; consumer < lengths.Length; consumer++)
            {
                _files[consumer] ??= Create(consumer, lengths[consumer] * producers);
                offsets[consumer] = _lengths[consumer];
                _lengths[consumer] += lengths[consumer];
            }
        }

        return new ReduceLoopSink(_files!, offsets, lengths);
    }

    public IReadOnlyList<(SafeFileHandle File, long Offset, long Length)> RangesOf(int consumer) => [(_files[consumer]!, 0, _lengths[consumer])];

    public void Dispose()
    {
        foreach (SafeFileHandle? file in _files)
        {
            file?.Dispose();
        }
    }

    private SafeFileHandle Create(int consumer, long length) => File.OpenHandle(
        Path.Combine(folder, consumer.ToString(CultureInfo.InvariantCulture)),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.ReadWrite,
        FileOptions.None,
        preallocationSize: length);
}
