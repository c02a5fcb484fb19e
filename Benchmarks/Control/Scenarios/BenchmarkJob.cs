using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Control.Scenarios;

/// <summary>A JobMaster with one data set.</summary>
internal sealed class BenchmarkJob(IShuffleControlPlane plane)
{
    private readonly JobId _id = new(Guid.NewGuid());
    private readonly JobInstanceId _instance = new(Guid.NewGuid());
    private readonly DataSetId _dataSet = new(Guid.NewGuid());

    public Task RegisterAsync(CancellationToken cancellationToken)
        => plane.RegisterJobAsync(new JobRegistrationRequest(_id, _instance, "benchmark"), cancellationToken);

    public Task AllocateAsync(int first, int count, CancellationToken cancellationToken)
    {
        PartitionRequest[] requests =
        [
            .. Enumerable.Range(first, count).Select(index => new PartitionRequest(_dataSet, DataPartitionKind.Map, index, Attempt: 0, SubpartitionCount: 100)),
        ];
        return plane.AllocatePartitionsAsync(new PartitionAllocationRequest(_id, _instance, requests), cancellationToken);
    }

    public Task HeartbeatAsync(CancellationToken cancellationToken) => plane.HeartbeatJobAsync(new JobHeartbeat(_id, _instance), cancellationToken);

    public Task<PartitionListReply> ListAsync(int skip, int take, CancellationToken cancellationToken)
        => plane.ListPartitionsAsync(new PartitionListRequest(_id, null, skip, take), cancellationToken);

    public Task EndAsync(CancellationToken cancellationToken) => plane.UnregisterJobAsync(new JobUnregistration(_id, _instance), cancellationToken);
}
