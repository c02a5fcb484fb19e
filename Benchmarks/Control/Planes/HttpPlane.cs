using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Benchmarks.Systems.Service;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Control.Planes;

/// <summary>The control plane of a standalone service, a process of its own with one worker, through the public client. Owns the connection, not the service.</summary>
internal sealed class HttpPlane : IMeasuredPlane
{
    private readonly HttpClient _http;

    public HttpPlane(ServiceAddress address)
    {
        _http = new HttpClient { BaseAddress = address.Gateway, Timeout = Timeout.InfiniteTimeSpan };
        ControlPlane = new HttpShuffleControlPlane(
            _http, new HttpShuffleControlPlaneOptions(), TimeProvider.System, Random.Shared, NullLogger<HttpShuffleControlPlane>.Instance);
    }

    public string Name => "http";

    public IShuffleControlPlane ControlPlane { get; }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
