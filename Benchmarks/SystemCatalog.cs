using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Benchmarks.Systems.Service;
using ShuffleOrleans.Benchmarks.Systems.SharedFiles;
using ShuffleOrleans.Benchmarks.Systems.SocketLoop;

namespace ShuffleOrleans.Benchmarks;

/// <summary>The systems, in the order in which they are measured and reported. The one place where a system is added.</summary>
internal static class SystemCatalog
{
    public static IReadOnlyList<ISystemUnderTest> Create() =>
    [
        new LoopSystem(),
        new FilesSystem(),
        new ShuffleSystem(),
    ];
}
