using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Benchmarks.Systems.Service;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>Our service as a process on a folder, perhaps with what an earlier one left there, and how long its start took. Disposing kills it.</summary>
internal sealed class StartedService : IAsyncDisposable
{
    private const int BytesPerKibibyte = 1024;

    private readonly ISystemServer _server;

    private StartedService(ISystemServer server, double startSeconds)
    {
        _server = server;
        StartSeconds = startSeconds;
    }

    /// <summary>From the start of the process until it said that it is ready.</summary>
    public double StartSeconds { get; }

    public ServiceAddress Address => JsonSerializer.Deserialize<ServiceAddress>(_server.Address, JsonSerializerOptions.Web)!;

    public static async Task<StartedService> StartAsync(string directory, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        // With the defaults: the shape says nothing of the server.
        ISystemServer server = await new ShuffleSystem().StartServerAsync(directory, ShapeCatalog.All[0], cancellationToken);
        return new StartedService(server, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>The point of a series that is about starting.</summary>
    public async Task<GrowthPoint> MeasureAsync(string series, long x, double? preparedPerSecond, CancellationToken cancellationToken)
    {
        long resident = _server.ProcessIds.Sum(ResidentBytes);
        return new GrowthPoint(series, x, new Dictionary<string, double?>
        {
            ["startSeconds"] = StartSeconds,
            ["residentBytes"] = resident,
            ["managedBytes"] = await _server.MeasureHeapAsync(cancellationToken),
            ["preparedPerSecond"] = preparedPerSecond,
        });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static long ResidentBytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * BytesPerKibibyte;
    }
}
