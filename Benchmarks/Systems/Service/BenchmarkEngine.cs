using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>The engine as the shuffle master sees it: nothing is run again here, so whatever is lost fails the measurement at the reader.</summary>
internal sealed class BenchmarkEngine(JobId job) : IShuffleMasterContext, IJobShuffleContext
{
    public JobId Job => job;

    public string JobName => "benchmark";

    public void OnFatalError(Exception error) => Console.Error.WriteLine($"The shuffle master cannot go on: {error}");

    public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine($"Lost: {string.Join(", ", partitions)}");
        return Task.CompletedTask;
    }
}
