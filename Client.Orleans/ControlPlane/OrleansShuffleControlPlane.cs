using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Client.Orleans.Access;
using ShuffleOrleans.Client.Orleans.Calls;
using ShuffleOrleans.Client.Orleans.Settings;
using ShuffleOrleans.Client.Orleans.Streams;
using ShuffleOrleans.Grains.Interfaces.Jobs;

namespace ShuffleOrleans.Client.Orleans.ControlPlane;

/// <summary>
/// The control plane of a cluster, over an Orleans client: each call goes to the grain of its job, and is repeated after passing failures. Safe for concurrent
/// calls. The Orleans client stays its maker's, who ends it after this: disposing this ends the subscriptions to streams and whatever still waits.
/// </summary>
/// <remarks>The client needs the stream provider <see cref="Grains.Interfaces.Streams.ShuffleStreams.Provider"/>; without it events are heard later.</remarks>
public sealed partial class OrleansShuffleControlPlane : IShuffleControlPlane, IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly IClusterAccess _cluster;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TimeSpan _callTimeout;
    private readonly GrainCalls _calls;
    private readonly JobBells _bells;
    private readonly EventWait _eventWait;

    /// <summary>Makes it; nothing is sent before the first call.</summary>
    /// <param name="client">The Orleans client, connected before the first call.</param>
    /// <param name="options">How to wait and repeat.</param>
    /// <param name="time">The clock of timeouts and pauses.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">The options make no sense.</exception>
    public OrleansShuffleControlPlane(
        IClusterClient client, OrleansShuffleControlPlaneOptions options, TimeProvider time, Random random, ILoggerFactory loggers)
        : this(new ClusterAccess(client ?? throw new ArgumentNullException(nameof(client))), options, time, random, loggers)
    {
    }

    internal OrleansShuffleControlPlane(
        IClusterAccess cluster, OrleansShuffleControlPlaneOptions options, TimeProvider time, Random random, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(loggers);
        options.Validate();
        _cluster = cluster;
        _time = time;
        _logger = loggers.CreateLogger<OrleansShuffleControlPlane>();
        _callTimeout = options.CallTimeout;
        var schedule = new RetrySchedule(options.FirstPause, options.MaxPause, random);
        _calls = new GrainCalls(options.CallTimeout, options.RetryFor, schedule, time, loggers.CreateLogger<GrainCalls>(), _closing.Token);
        _bells = new JobBells(cluster, options, time, loggers);
        _eventWait = new EventWait(_calls, _bells, options.SafetyInterval, time);
    }

    /// <summary>How many jobs' streams are listened to.</summary>
    internal int SubscriptionCount => _bells.Count;

    /// <inheritdoc/>
    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(request.Job, "Registering", (grain, token) => grain.RegisterAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heartbeat);
        return AskAsync(heartbeat.Job, "A heartbeat of", (grain, token) => grain.HeartbeatAsync(heartbeat, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        await TellAsync(request.Job, "Ending", (grain, token) => grain.UnregisterAsync(request, token), cancellationToken).ConfigureAwait(false);
        _bells.End(request.Job);
    }

    /// <inheritdoc/>
    public Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequirePresent(request.Partitions, "Partitions");
        return AskAsync(request.Job, "Allocating partitions of", (grain, token) => grain.AllocateAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequirePresent(request.Attempts, "Attempts");
        return TellAsync(request.Job, "Releasing partitions of", (grain, token) => grain.ReleaseAsync(request, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Wait > TimeSpan.Zero ? _eventWait.RunAsync(query, LookAsync, LookAgainAsync, cancellationToken) : LookAsync(cancellationToken);

        Task<PartitionEventBatch> LookAsync(CancellationToken token)
            => AskAsync(query.Job, "Asking for the events of", (grain, attempt) => grain.GetEventsAsync(query, attempt), token);

        Task<PartitionEventBatch> LookAgainAsync(CancellationToken token)
            => AskAsync(query.Job, "Waiting for the events of", (grain, attempt) => grain.LookAgainAsync(query, attempt), token);
    }

    /// <inheritdoc/>
    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return AskAsync(request.Job, "Listing the partitions of", (grain, token) => grain.ListAsync(request, token), cancellationToken);
    }

    /// <summary>Ends the subscriptions and whatever still waits. Waits no longer for the cluster than a call may.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        try
        {
            await _bells.DisposeAsync().AsTask().WaitAsync(_callTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogStillSubscribed(_callTimeout);
        }
    }

    // All else is checked by the grain; a list that is missing does not cross as such.
    private static void RequirePresent(object? list, string field)
    {
        if (list is null)
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"{field} is missing.");
        }
    }

    private Task<T> AskAsync<T>(JobId job, string what, Func<IJobGrain, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        => _calls.CallAsync($"{what} job {job}", token => call(_cluster.Job(job), token), cancellationToken);

    private Task<bool> TellAsync(JobId job, string what, Func<IJobGrain, CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        return AskAsync(job, what, CompleteAsync, cancellationToken);

        async Task<bool> CompleteAsync(IJobGrain grain, CancellationToken token)
        {
            await call(grain, token).ConfigureAwait(false);
            return true;
        }
    }
}
