using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// The remote shuffle service, as an engine gets hold of it: shuffle masters over the control API of a node or over the control plane of a cluster, shuffle
/// environments that talk to the workers. One for each process; dispose it after what it made.
/// </summary>
public sealed class RemoteShuffleServiceFactory : IShuffleServiceFactory, IDisposable
{
    /// <summary>What engines call this service in their configuration.</summary>
    public const string ServiceName = "remote";

    private readonly RemoteShuffleOptions _options;
    private readonly IShuffleControlPlane? _controlPlane;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly IMeterFactory? _meters;
    private readonly HttpClient _http = new();

    /// <summary>Makes a factory.</summary>
    /// <param name="options">Settings; <see cref="RemoteShuffleOptions.ServiceUri"/> is needed for shuffle masters only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public RemoteShuffleServiceFactory(RemoteShuffleOptions options, TimeProvider time, ILoggerFactory loggers)
        : this(options, controlPlane: null, time, loggers)
    {
    }

    /// <summary>Makes a factory whose shuffle masters use a control plane that is there already, for instance that of a cluster.</summary>
    /// <param name="options">Settings; <see cref="RemoteShuffleOptions.ServiceUri"/> is not used if there is a control plane.</param>
    /// <param name="controlPlane">The control plane, which stays its maker's; null for the control API at the address of the service.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="meters">Makes the meter of <see cref="Metrics.ClientMetrics"/>; null for one of each environment's own.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public RemoteShuffleServiceFactory(
        RemoteShuffleOptions options, IShuffleControlPlane? controlPlane, TimeProvider time, ILoggerFactory loggers, IMeterFactory? meters = null)
    {
        _meters = meters;
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _controlPlane = controlPlane;
        _time = time;
        _loggers = loggers;
        _http.BaseAddress = options.ServiceUri;
        // Each call has its own timeout; a long poll outlasts any common one.
        _http.Timeout = Timeout.InfiniteTimeSpan;
    }

    /// <inheritdoc/>
    public string Name => ServiceName;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The address of the service is not set.</exception>
    public IShuffleMaster CreateShuffleMaster(IShuffleMasterContext context)
    {
        if (_options.ServiceUri is null && _controlPlane is null)
        {
            throw new InvalidOperationException(
                "ServiceUri is not set: the shuffle master needs the address of the service, for instance http://127.0.0.1:8090.");
        }

        // What the engine is told a task takes is what the executors' environments will take.
        _options.Master.BytesPerResultPartition = _options.Writers.MemoryPerPartitionBytes;
        _options.Master.BytesPerInputGate = _options.Gates.MemoryPerGateBytes;
        IShuffleControlPlane controlPlane = _controlPlane
            ?? new HttpShuffleControlPlane(_http, _options.ControlPlane, _time, Random.Shared, _loggers.CreateLogger<HttpShuffleControlPlane>());
        return new RemoteShuffleMaster(controlPlane, context, _options.Master, _time, Random.Shared, _loggers);
    }

    /// <inheritdoc/>
    public IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context) => new RemoteShuffleEnvironment(_options, context, _time, _meters);

    /// <summary>Closes its connections to the control API.</summary>
    public void Dispose() => _http.Dispose();
}
