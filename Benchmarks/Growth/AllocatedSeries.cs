using ShuffleOrleans.Benchmarks.Control.Planes;
using ShuffleOrleans.Benchmarks.Control.Scenarios;
using ShuffleOrleans.Benchmarks.Systems.Service;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>Partitions that the control plane has allocated and nobody has written: its metadata alone, restored from the journal.</summary>
internal sealed class AllocatedSeries(GrowthPlan plan) : RestartSeries(plan, plan.MaxAllocated)
{
    private const int PerCall = PartitionAllocationRequest.MaxPartitions;

    public override string Name => "allocated";

    protected override async Task PrepareAsync(ServiceAddress address, int partitions, CancellationToken cancellationToken)
    {
        await using HttpPlane plane = new(address);
        BenchmarkJob job = new(plane.ControlPlane);
        await job.RegisterAsync(cancellationToken);
        for (int first = 0; first < partitions; first += PerCall)
        {
            await job.AllocateAsync(first, Math.Min(PerCall, partitions - first), cancellationToken);
            await job.HeartbeatAsync(cancellationToken);
        }
    }
}
