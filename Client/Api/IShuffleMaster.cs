using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>
/// The engine's registry of a job's partitions (FLIP-31: ShuffleMaster). Lives in the JobMaster; safe for concurrent calls. Disposing it stops heartbeats and
/// callbacks; it does not end the jobs: that is
/// <see cref="UnregisterJobAsync"/>.
/// </summary>
public interface IShuffleMaster : IAsyncDisposable
{
    /// <summary>Registers a job and keeps it alive until it is unregistered.</summary>
    /// <exception cref="ShuffleException">The service refused or could not be reached within the configured retries.</exception>
    Task RegisterJobAsync(IJobShuffleContext context, CancellationToken cancellationToken = default);

    /// <summary>Ends the job: all its data is deleted.</summary>
    Task UnregisterJobAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Finds a place for the output of one producer attempt. Calls made together travel together.</summary>
    /// <exception cref="ShuffleException">For instance <see cref="ShuffleErrorCode.NoWorkerAvailable"/>.</exception>
    Task<ShuffleDescriptor> RegisterPartitionWithProducerAsync(
        JobId job, PartitionDescriptor partition, ProducerDescriptor producer, CancellationToken cancellationToken = default);

    /// <summary>
    /// The output is not needed any more: its data is deleted. What an executor holds itself is not reached from here: where a descriptor says
    /// <see cref="ShuffleDescriptor.StoresLocalResourcesOn"/>, the engine has that executor call <see cref="IShuffleEnvironment.ReleasePartitionsLocally"/>.
    /// </summary>
    Task ReleasePartitionExternallyAsync(ShuffleDescriptor descriptor, CancellationToken cancellationToken = default);

    /// <summary>How many bytes of memory outside the managed heap a task of this shape takes in its executor.</summary>
    long ComputeShuffleMemorySizeForTask(TaskInputsOutputsDescriptor task);
}
