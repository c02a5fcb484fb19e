using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.SampleHost;

internal sealed class DirectoryShuffleMaster(string directory) : IShuffleMaster
{
    public Task RegisterJobAsync(IJobShuffleContext context, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task UnregisterJobAsync(JobId job, CancellationToken cancellationToken = default)
    {
        foreach (string file in Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.data*") : [])
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    public Task<ShuffleDescriptor> RegisterPartitionWithProducerAsync(
        JobId job, PartitionDescriptor partition, ProducerDescriptor producer, CancellationToken cancellationToken = default)
    {
        ResultPartitionId id = new(partition.DataSet, partition.PartitionIndex, producer.Attempt);
        DataPartitionId data = new(job, partition.DataSet, partition.Kind, partition.PartitionIndex);
        PartitionAllocation allocation = new(
            new PartitionAttemptId(data, producer.Attempt, producer.Attempt + 1),
            partition.SubpartitionCount,
            [new WorkerLocation(WorkerId.None, WorkerIncarnationId.None, "localhost", 0)]);
        return Task.FromResult<ShuffleDescriptor>(new RemoteShuffleDescriptor(id, allocation));
    }

    public Task ReleasePartitionExternallyAsync(ShuffleDescriptor descriptor, CancellationToken cancellationToken = default)
    {
        string path = PartitionFile.Committed(directory, descriptor.ResultPartition);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public long ComputeShuffleMemorySizeForTask(TaskInputsOutputsDescriptor task) => 0;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
