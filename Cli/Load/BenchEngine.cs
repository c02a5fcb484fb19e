using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Cli.Load;

/// <summary>The engine behind the load: it runs nothing again, so what is lost fails the reader.</summary>
internal sealed class BenchEngine(JobId job, Action<string> warn) : IShuffleMasterContext, IJobShuffleContext
{
    public JobId Job => job;

    public string JobName => "shuffle bench";

    public void OnFatalError(Exception error) => warn($"The shuffle master cannot go on: {error.Message}");

    public Task StopTrackingAndReleasePartitionsAsync(IReadOnlyCollection<ResultPartitionId> partitions, CancellationToken cancellationToken)
    {
        warn($"Lost: {string.Join(", ", partitions)}");
        return Task.CompletedTask;
    }
}
