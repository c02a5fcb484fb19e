using System.Diagnostics;
using ShuffleOrleans.Benchmarks.Systems.Service;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>How long the service takes to start and what memory it then has, on a folder that more and more partitions were left in. The first one is killed.</summary>
internal abstract class RestartSeries(GrowthPlan plan, long most) : IGrowthSeries
{
    private const long Least = 1_000;

    public abstract string Name { get; }

    public IReadOnlyList<long> Xs { get; } = GrowthPlan.Decades(Least, most);

    public async Task<GrowthPoint> MeasureAsync(long x, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateDirectory(Path.Combine(plan.Directory, $"shuffle-benchmark-{Guid.NewGuid():n}")).FullName;
        try
        {
            double preparedPerSecond;
            await using (StartedService first = await StartedService.StartAsync(directory, cancellationToken))
            {
                long started = Stopwatch.GetTimestamp();
                await PrepareAsync(first.Address, (int)x, cancellationToken);
                preparedPerSecond = x / Stopwatch.GetElapsedTime(started).TotalSeconds;
            }

            await using StartedService second = await StartedService.StartAsync(directory, cancellationToken);
            return await second.MeasureAsync(Name, x, preparedPerSecond, cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Leaves so many partitions in the service.</summary>
    protected abstract Task PrepareAsync(ServiceAddress address, int partitions, CancellationToken cancellationToken);
}
