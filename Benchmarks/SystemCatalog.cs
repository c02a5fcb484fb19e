using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Benchmarks.Systems.KestrelHttp1;
using ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;
using ShuffleOrleans.Benchmarks.Systems.Nginx;
using ShuffleOrleans.Benchmarks.Systems.Redis;
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
        new KestrelHttp1System(),
        new KestrelHttp2System(),
        new NginxSystem(),
        new RedisSystem(),
    ];
}
