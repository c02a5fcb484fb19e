using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote.Batching;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// One registered job of a shuffle master: its partitions and the loops that keep it alive and listen for it. Owned by the master. Starts with
/// <see cref="StartAsync"/>, ends with <see cref="StopAsync"/>: first the calls, then the events, then the callbacks, and the heartbeats last, so that the job
/// cannot expire while it stops.
/// </summary>
internal sealed class RemoteJob : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly RemoteMasterServices _services;
    private readonly IJobShuffleContext _context;
    private readonly PartitionBook _book = new();
    private readonly CallCoalescer<PartitionRequest, PartitionAllocation> _allocations;
    private readonly CallCoalescer<PartitionAttemptId, bool> _releases;
    private readonly PartitionLossLoop _losses;
    private readonly BackgroundLoop _lossLoop;
    private BackgroundLoop? _eventLoop;
    private BackgroundLoop? _heartbeatLoop;
    private Task? _stopped;

    public RemoteJob(RemoteMasterServices services, IJobShuffleContext context)
    {
        _services = services;
        _context = context;
        RemoteShuffleMasterOptions options = services.Options;
        var coalescing = new CoalescingOptions(options.MaxBatch, options.MaxQueuedCalls, options.GatherTime);
        var allocator = new PartitionAllocator(services.ControlPlane, context.Job, services.Instance);
        _allocations = new(coalescing, services.TimeProvider, allocator.AllocateAsync);
        _releases = new(coalescing, services.TimeProvider, allocator.ReleaseAsync);
        _losses = new PartitionLossLoop(context, _book);
        _lossLoop = new BackgroundLoop(_losses.RunAsync, FailJob);
    }

    /// <summary>Registers the job and starts its loops.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        RemoteShuffleMasterOptions options = _services.Options;
        var request = new JobRegistrationRequest(_context.Job, _services.Instance, _context.JobName, options.AssignmentStrategy, options.HeartbeatTimeout, options.Storage);
        JobRegistration registration = await _services.ControlPlane.RegisterJobAsync(request, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopped is not null, typeof(RemoteShuffleMaster));
            _heartbeatLoop = NewHeartbeatLoop(registration.HeartbeatInterval);
            _eventLoop = NewEventLoop(registration.LastEventSequence);
            _heartbeatLoop.Start();
            _lossLoop.Start();
            _eventLoop.Start();
            _allocations.Start();
            _releases.Start();
        }
    }

    public async Task<RemoteShuffleDescriptor> AllocateAsync(PartitionDescriptor partition, ProducerDescriptor producer, CancellationToken cancellationToken)
    {
        var name = new ResultPartitionId(partition.DataSet, partition.PartitionIndex, producer.Attempt);
        var request = new PartitionRequest(
            partition.DataSet, partition.Kind, partition.PartitionIndex, producer.Attempt, partition.SubpartitionCount, producer.Host);
        PartitionAllocation? allocation = null;
        _book.BeginRequest(name);
        try
        {
            allocation = await _allocations.CallAsync(request, cancellationToken).ConfigureAwait(false);
            return new RemoteShuffleDescriptor(name, allocation);
        }
        finally
        {
            EndRequest(name, allocation);
        }
    }

    public async Task ReleaseAsync(RemoteShuffleDescriptor descriptor, CancellationToken cancellationToken)
    {
        PartitionAttemptId attempt = descriptor.Allocation.Attempt;
        _book.Release(descriptor.ResultPartition, attempt.Epoch);
        await _releases.CallAsync(attempt, cancellationToken).ConfigureAwait(false);
    }

    public bool TryGetCurrent(ResultPartitionId partition, [NotNullWhen(true)] out RemoteShuffleDescriptor? descriptor)
        => _book.TryGetCurrent(partition, out descriptor);

    /// <summary>Ends calls with <paramref name="reason"/> and stops the loops, in order. Later calls wait for the first.</summary>
    public Task StopAsync(Exception reason)
    {
        lock (_lock)
        {
            return _stopped ??= StopCoreAsync(reason);
        }
    }

    /// <summary>Stops because the master ends.</summary>
    public ValueTask DisposeAsync() => new(StopAsync(new ObjectDisposedException(nameof(RemoteShuffleMaster))));

    private async Task StopCoreAsync(Exception reason)
    {
        _allocations.Close(reason);
        _releases.Close(reason);
        await _allocations.DisposeAsync().ConfigureAwait(false);
        await _releases.DisposeAsync().ConfigureAwait(false);
        await EndAsync(_eventLoop).ConfigureAwait(false);
        await EndAsync(_lossLoop).ConfigureAwait(false);
        await EndAsync(_heartbeatLoop).ConfigureAwait(false);
    }

    private static ValueTask EndAsync(BackgroundLoop? loop) => loop?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void EndRequest(ResultPartitionId name, PartitionAllocation? allocation)
    {
        if (allocation is null)
        {
            _book.AbandonRequest(name);
            return;
        }

        _book.Track(name, allocation);
        _losses.Ring();
    }

    private BackgroundLoop NewHeartbeatLoop(TimeSpan interval)
    {
        var heartbeat = new JobHeartbeat(_context.Job, _services.Instance);
        var loop = new JobHeartbeatLoop(_services.ControlPlane, heartbeat, _services.TimeProvider, _services.Loggers.CreateLogger<JobHeartbeatLoop>());
        return new BackgroundLoop(stopping => loop.RunAsync(interval, stopping), FailJob);
    }

    private BackgroundLoop NewEventLoop(long afterSequence)
    {
        RemoteShuffleMasterOptions options = _services.Options;
        var loop = new PartitionEventLoop(
            _services.ControlPlane,
            _context.Job,
            _services.Instance,
            _book,
            _losses.Ring,
            new PartitionEventLoopOptions(options.MaxEvents, options.EventWait, options.FirstRetryDelay),
            _services.Schedule,
            _services.TimeProvider,
            _services.Loggers.CreateLogger<PartitionEventLoop>());
        return new BackgroundLoop(stopping => loop.RunAsync(afterSequence, stopping), FailJob);
    }

    /// <summary>A loop failed for good: the others have nothing left to do. Called from that loop, so it must not wait for it.</summary>
    private void FailJob(Exception error)
    {
        lock (_lock)
        {
            _heartbeatLoop?.Cancel();
            _eventLoop?.Cancel();
            _lossLoop.Cancel();
        }

        _services.OnFatalError(_context.Job, error);
    }
}
