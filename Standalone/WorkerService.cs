using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Standalone;

/// <summary>
/// Hosts the shuffle worker and its listener. Started after the control plane it registers with and before the gateway takes calls; stopped in the opposite
/// order: no new connections, open channels finish, the worker
/// leaves.
/// </summary>
internal sealed class WorkerService : IHostedService, IAsyncDisposable
{
    private readonly IWorkerControlPlane _controlPlane;
    private readonly IServiceProvider _services;
    private readonly IOptions<ShuffleWorkerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly IMeterFactory _meters;
    private ShuffleWorker? _worker;
    private ShuffleListener? _listener;

    public WorkerService(
        IWorkerControlPlane controlPlane,
        IServiceProvider services,
        IOptions<ShuffleWorkerOptions> options,
        TimeProvider time,
        ILoggerFactory loggers,
        IMeterFactory meters)
    {
        _controlPlane = controlPlane;
        _services = services;
        _options = options;
        _time = time;
        _loggers = loggers;
        _meters = meters;
    }

    /// <summary>Where the data plane is bound; null before the start.</summary>
    public IPEndPoint? Bound { get; private set; }

    /// <summary>Host and port of the data plane, for people; null before the start.</summary>
    public string? DataEndpoint => Bound is null ? null : $"{_options.Value.AdvertisedHost ?? Bound.Address.ToString()}:{Bound.Port}";

    /// <summary>Why the worker cannot be given new partitions now, for people; null if it can.</summary>
    public string? WhyNotReady => _worker is null ? "The worker has not started." : _worker.WhyNotReady;

    /// <summary>The worker's inside, if this is the worker that is meant.</summary>
    public IWorkerInspection? Find(WorkerId wanted) => _worker is { } worker && worker.Identity.Worker == wanted ? worker.Inspection : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ShuffleWorkerOptions options = _options.Value;
        _worker = new ShuffleWorker(options, _controlPlane, _time, Guid.NewGuid, _loggers, _meters);
        ShuffleConnectionHandler handler = new(_worker.Server);
        ConnectionDelegate pipeline = new ConnectionBuilder(_services).Run(handler.OnConnectedAsync).Build();
        _listener = new ShuffleListener(
            new SocketListenerFactory(Options.Create(options.Transport)), pipeline, _time, _loggers.CreateLogger<ShuffleListener>());
        try
        {
            Bound = await _listener.StartAsync(new IPEndPoint(IPAddress.Parse(options.BindAddress), options.DataPort), cancellationToken);
        }
        catch
        {
            await _worker.DisposeAsync();
            throw;
        }

        _worker.StartReporting(Bound);
        await _worker.Registered.WaitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }
    }
}
