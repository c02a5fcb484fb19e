using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>A file for each producer, sorted by consumer; where what lies is kept in memory.</summary>
internal sealed class MapLoopStore(string folder, int producers) : ILoopStore
{
    private readonly MapLoopSink?[] _outputs = new MapLoopSink?[producers];

    public ILoopSink Begin(int producer, long[] lengths) =>
        _outputs[producer] = new MapLoopSink(Path.Combine(folder, producer.ToString(CultureInfo.InvariantCulture)), lengths);

    public IReadOnlyList<(SafeFileHandle File, long Offset, long Length)> RangesOf(int consumer) => [.. _outputs.Select(output => output!.RangeOf(consumer))];

    public void Dispose()
    {
        foreach (MapLoopSink? output in _outputs)
        {
            output?.Dispose();
        }
    }
}
