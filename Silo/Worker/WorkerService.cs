using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Grains.Workers;

namespace ShuffleOrleans.Silo.Worker;

/// <summary>
/// Hosts the shuffle worker and its listener. Before anything else starts: claims the directories, recovers and listens, so that what is wrong on this machine
/// is found before the cluster hears of the silo. Once the silo is up: registers with the grains. Stopped while the silo still is: no new connections, open
/// channels finish, the worker leaves.
/// </summary>
internal sealed class WorkerService : IHostedLifecycleService, IAsyncDisposable
{
    private readonly LocalWorker _local;
    private readonly IServiceProvider _services;
    private readonly IOptions<ShuffleWorkerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly IMeterFactory _meters;
    private ShuffleWorker? _worker;
    private BedrockDataPlaneHost? _host;

    public WorkerService(
        LocalWorker local,
        IServiceProvider services,
        IOptions<ShuffleWorkerOptions> options,
        TimeProvider time,
        ILoggerFactory loggers,
        IMeterFactory meters)
    {
        _local = local;
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
    public string? WhyNotReady => NotReady.Values.FirstOrDefault();

    /// <summary>Every reason for that, by the part that is not ready.</summary>
    public IReadOnlyDictionary<string, string> NotReady =>
        _worker?.NotReady ?? new Dictionary<string, string> { ["worker"] = "The worker has not started." };

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        ShuffleWorkerOptions options = _options.Value;
        _worker = new ShuffleWorker(options, _local.ControlPlane, _time, Guid.NewGuid, _loggers, _meters);
        ShuffleConnectionHandler handler = new(_worker.Server);
        ConnectionDelegate pipeline = new ConnectionBuilder(_services).Run(handler.OnConnectedAsync).Build();
        SteadyListenerFactory factory = new(
            new SocketListenerFactory(Options.Create(options.Transport)), _time, _loggers.CreateLogger<SteadyListener>());
        IPEndPoint endpoint = new(IPAddress.Parse(options.BindAddress), options.DataPort);
        _host = new BedrockDataPlaneHost(_services, endpoint, pipeline, factory, options.Server.DrainTimeout);
        Bound = await _host.StartAsync(cancellationToken);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _worker!.StartReporting(Bound!);
        _local.Attach(_worker);
        _local.Show(_worker.Identity.Worker, _worker.Inspection);
        await _worker.Registered.WaitAsync(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Also after a start that failed halfway: each part is ended that was begun, once.
    public async ValueTask DisposeAsync()
    {
        _local.Detach();
        _host?.StopAccepting();
        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }
}
