using System.Collections.Concurrent;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// The shuffle master of the local shuffle service: an output's place is where its producer runs. Asks nobody and keeps no partitions; the engine, which sees
/// executors come and go, knows best what is lost and tells executors what to release. Lives in the engine's JobMaster.
/// </summary>
public sealed class LocalShuffleMaster : IShuffleMaster
{
    private readonly ConcurrentDictionary<JobId, byte> _jobs = new();
    private readonly LocalShuffleOptions _options;
    private readonly TimeProvider _time;
    private long _lastEpoch;
    private volatile bool _disposed;

    /// <summary>Makes a shuffle master.</summary>
    public LocalShuffleMaster(LocalShuffleOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
    }

    /// <inheritdoc/>
    public Task RegisterJobAsync(IJobShuffleContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _jobs.TryAdd(context.Job, 0)
            ? Task.CompletedTask
            : throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"Job {context.Job} is registered already; end it before you register it again.");
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The executors are not reached from here: the engine has them release what is left of the job, or ends them. A job that is not registered is no error.
    /// </remarks>
    public Task UnregisterJobAsync(JobId job, CancellationToken cancellationToken = default)
    {
        _jobs.TryRemove(job, out _);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ShuffleException">
    /// <see cref="ShuffleErrorCode.JobNotFound"/>; <see cref="ShuffleErrorCode.UnsupportedPartitionKind"/>: reduce partitions, which no single executor could
    /// hold; <see cref="ShuffleErrorCode.InvalidRequest"/>: it is not said where the producer runs.
    /// </exception>
    public Task<ShuffleDescriptor> RegisterPartitionWithProducerAsync(
        JobId job, PartitionDescriptor partition, ProducerDescriptor producer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(producer);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_jobs.ContainsKey(job))
        {
            throw new ShuffleException(
                ShuffleErrorCode.JobNotFound, $"Job {job} is not registered with this shuffle master, or was ended; register it first.");
        }

        RequireMapPartition(partition);
        WorkerLocation location = LocationOf(partition, producer);
        DataPartitionId data = new(job, partition.DataSet, partition.Kind, partition.PartitionIndex);
        PartitionAllocation allocation = new(
            new PartitionAttemptId(data, producer.Attempt, NextEpoch()), partition.SubpartitionCount, [location], _options.Storage);
        ResultPartitionId name = new(partition.DataSet, partition.PartitionIndex, producer.Attempt);
        return Task.FromResult<ShuffleDescriptor>(new LocalShuffleDescriptor(name, allocation, producer.ExecutorId!));
    }

    /// <inheritdoc/>
    /// <remarks>Does nothing: the executor that <see cref="ShuffleDescriptor.StoresLocalResourcesOn"/> names holds the data, and the engine tells it.</remarks>
    public Task ReleasePartitionExternallyAsync(ShuffleDescriptor descriptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return descriptor is LocalShuffleDescriptor or UnknownShuffleDescriptor
            ? Task.CompletedTask
            : throw new ArgumentException($"{descriptor.GetType().Name} is of another shuffle service; release it there.", nameof(descriptor));
    }

    /// <inheritdoc/>
    public long ComputeShuffleMemorySizeForTask(TaskInputsOutputsDescriptor task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return checked((task.ResultPartitionCount * _options.Writers.MemoryPerPartitionBytes) + (task.InputGateCount * _options.Gates.MemoryPerGateBytes));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        _jobs.Clear();
        return ValueTask.CompletedTask;
    }

    private static void RequireMapPartition(PartitionDescriptor partition)
    {
        if (partition.Kind != DataPartitionKind.Map)
        {
            throw new ShuffleException(
                ShuffleErrorCode.UnsupportedPartitionKind,
                $"Data set {partition.DataSet} asks for partitions of kind {partition.Kind}, and the local shuffle service has map partitions only: a reduce "
                + "partition is written by many executors and would go with any of them. Use map partitions, or the remote shuffle service.");
        }

        if (partition.SubpartitionCount < 1 || partition.PartitionIndex < 0)
        {
            throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest,
                $"Partition {partition.PartitionIndex} of data set {partition.DataSet} has {partition.SubpartitionCount} subpartitions; the index starts at 0, "
                + "the count at 1.");
        }
    }

    private static WorkerLocation LocationOf(PartitionDescriptor partition, ProducerDescriptor producer)
    {
        if (string.IsNullOrEmpty(producer.ExecutorId) || string.IsNullOrEmpty(producer.Host) || producer.DataPort is < 1 or > 65535 || producer.Attempt < 0)
        {
            throw new ShuffleException(
                ShuffleErrorCode.InvalidRequest,
                $"The producer of partition {partition.PartitionIndex} of data set {partition.DataSet} is attempt {producer.Attempt} on executor "
                + $"'{producer.ExecutorId}' at '{producer.Host}', port {producer.DataPort}: the local shuffle service must know all of it. The port is what "
                + "the executor's shuffle environment gave at its start.");
        }

        // Whichever process listens there will do: only the one with this attempt and epoch has the data.
        return new WorkerLocation(WorkerId.None, WorkerIncarnationId.None, producer.Host, producer.DataPort);
    }

    // Grows over restarts of the JobMaster too, since it never falls behind the clock.
    private long NextEpoch()
    {
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        while (true)
        {
            long last = Volatile.Read(ref _lastEpoch);
            long next = Math.Max(last + 1, now);
            if (Interlocked.CompareExchange(ref _lastEpoch, next, last) == last)
            {
                return next;
            }
        }
    }
}
