using ShuffleOrleans.Benchmarks.Control.Scenarios;
using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Cluster.Scenarios;

/// <summary>One job allocates a great many partitions in the largest calls there are, lists all of them, and ends.</summary>
/// <param name="partitions">How many.</param>
internal sealed class LargeJobScenario(int partitions) : IScenario
{
    private const int PerCall = PartitionAllocationRequest.MaxPartitions;

    public string Name => $"one job of {partitions} partitions: allocate, list, end";

    public async Task<CallMeasurement> MeasureAsync(IShuffleControlPlane plane, CancellationToken cancellationToken)
    {
        BenchmarkJob job = new(plane);
        CallTimes times = new();
        times.Start();
        await times.TakeAsync(() => job.RegisterAsync(cancellationToken));
        for (int first = 0; first < partitions; first += PerCall)
        {
            int at = first;
            await times.TakeAsync(() => job.AllocateAsync(at, Math.Min(PerCall, partitions - at), cancellationToken));
        }

        for (int first = 0; first < partitions; first += PerCall)
        {
            int at = first;
            await times.TakeAsync(async () =>
            {
                PartitionListReply page = await job.ListAsync(at, PerCall, cancellationToken);
                if (page.TotalCount != partitions)
                {
                    throw new InvalidOperationException($"{page.TotalCount} partitions are listed, {partitions} were allocated.");
                }
            });
        }

        await times.TakeAsync(() => job.EndAsync(cancellationToken));
        return times.Finish();
    }
}
