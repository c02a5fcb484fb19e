using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>The files of one exchange on the loop's server. Safe for several threads.</summary>
internal interface ILoopStore : IDisposable
{
    /// <summary>A producer comes.</summary>
    /// <param name="producer">Which.</param>
    /// <param name="lengths">How much it has for each consumer; its bytes come in that order.</param>
    ILoopSink Begin(int producer, long[] lengths);

    /// <summary>Where the bytes of a consumer are.</summary>
    IReadOnlyList<(SafeFileHandle File, long Offset, long Length)> RangesOf(int consumer);
}
