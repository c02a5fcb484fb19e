using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>
/// The control plane of a service in another process, over its HTTP API. Repeats calls after passing failures. Safe for concurrent calls; the
/// <see cref="HttpClient"/> stays its maker's, who disposes it after the last call.
/// </summary>
public sealed class HttpShuffleControlPlane : IShuffleControlPlane
{
    private readonly ControlChannel _channel;

    /// <summary>Talks to the service at the client's base address.</summary>
    /// <param name="client">Has the service's address as its base address. Its own timeout should be longer than the longest long poll, or infinite.</param>
    /// <param name="options">How to wait and repeat.</param>
    /// <param name="timeProvider">The clock of timeouts and pauses.</param>
    /// <param name="random">The source of jitter; used under a lock.</param>
    /// <param name="logger">Hears of repeated calls.</param>
    /// <exception cref="ArgumentException">The client has no base address, or the options make no sense.</exception>
    public HttpShuffleControlPlane(
        HttpClient client, HttpShuffleControlPlaneOptions options, TimeProvider timeProvider, Random random, ILogger<HttpShuffleControlPlane> logger)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Uri address = client.BaseAddress
            ?? throw new ArgumentException("The client has no base address; set it to the service's, http://host:port.", nameof(client));
        var root = new Uri(address.AbsoluteUri.EndsWith('/') ? address.AbsoluteUri : address.AbsoluteUri + "/");
        var schedule = new RetrySchedule(options.FirstRetryDelay, options.MaxRetryDelay, random);
        _channel = new ControlChannel(client, root, options, schedule, timeProvider, logger);
    }

    /// <inheritdoc/>
    public Task<JobRegistration> RegisterJobAsync(JobRegistrationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = ControlRoutes.PathOf(ControlRoutes.Job, request.Job);
        ControlCall call = ControlCall.WithBody(HttpMethod.Put, path, RegisterJobBody.Of(request), ControlJson.Default.RegisterJobBody);
        return AskAsync(call, ControlJson.Default.JobRegistration, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<JobHeartbeatReply> HeartbeatJobAsync(JobHeartbeat heartbeat, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(heartbeat);
        string path = ControlRoutes.PathOf(ControlRoutes.Heartbeat, heartbeat.Job);
        ControlCall call = ControlCall.WithBody(HttpMethod.Post, path, HeartbeatJobBody.Of(heartbeat), ControlJson.Default.HeartbeatJobBody);
        return AskAsync(call, ControlJson.Default.JobHeartbeatReply, cancellationToken);
    }

    /// <inheritdoc/>
    public Task UnregisterJobAsync(JobUnregistration request, CancellationToken cancellationToken)
        => TellAsync(new ControlCall(HttpMethod.Delete, ControlRoutes.PathOf(request)), cancellationToken);

    /// <inheritdoc/>
    public Task<PartitionAllocationReply> AllocatePartitionsAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = ControlRoutes.PathOf(ControlRoutes.Allocate, request.Job);
        ControlCall call = ControlCall.WithBody(HttpMethod.Post, path, AllocatePartitionsBody.Of(request), ControlJson.Default.AllocatePartitionsBody);
        return AskAsync(call, ControlJson.Default.PartitionAllocationReply, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleasePartitionsAsync(PartitionReleaseRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string path = ControlRoutes.PathOf(ControlRoutes.Release, request.Job);
        ControlCall call = ControlCall.WithBody(HttpMethod.Post, path, ReleasePartitionsBody.Of(request), ControlJson.Default.ReleasePartitionsBody);
        return TellAsync(call, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PartitionEventBatch> GetPartitionEventsAsync(PartitionEventQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var call = new ControlCall(HttpMethod.Get, ControlRoutes.PathOf(query), Patience: query.Wait);
        return AskAsync(call, ControlJson.Default.PartitionEventBatch, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PartitionListReply> ListPartitionsAsync(PartitionListRequest request, CancellationToken cancellationToken)
        => AskAsync(new ControlCall(HttpMethod.Get, ControlRoutes.PathOf(request)), ControlJson.Default.PartitionListReply, cancellationToken);

    private Task<T> AskAsync<T>(ControlCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => _channel.SendAsync(call, (response, token) => ControlReplies.ReadAsync(response, type, token), cancellationToken);

    private Task<bool> TellAsync(ControlCall call, CancellationToken cancellationToken)
        => _channel.SendAsync(call, static (_, _) => Task.FromResult(true), cancellationToken);
}
