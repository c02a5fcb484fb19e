using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.ControlPlane;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// The remote shuffle service, as an engine gets hold of it: shuffle masters over the control API of a node, shuffle environments that talk to the workers. One
/// for each process; dispose it after what it made.
/// </summary>
public sealed class RemoteShuffleServiceFactory : IShuffleServiceFactory, IDisposable
{
    /// <summary>What engines call this service in their configuration.</summary>
    public const string ServiceName = "remote";

    private readonly RemoteShuffleOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly HttpClient _http = new();

    /// <summary>Makes a factory.</summary>
    /// <param name="options">Settings; <see cref="RemoteShuffleOptions.ServiceUri"/> is needed for shuffle masters only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public RemoteShuffleServiceFactory(RemoteShuffleOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
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
        if (_options.ServiceUri is null)
        {
            throw new InvalidOperationException(
                "ServiceUri is not set: the shuffle master needs the address of the service, for instance http://127.0.0.1:8090.");
        }

        // What the engine is told a task takes is what the executors' environments will take.
        _options.Master.BytesPerResultPartition = _options.Writers.MemoryPerPartitionBytes;
        _options.Master.BytesPerInputGate = _options.Gates.MemoryPerGateBytes;
        HttpShuffleControlPlane controlPlane = new(_http, _options.ControlPlane, _time, Random.Shared, _loggers.CreateLogger<HttpShuffleControlPlane>());
        return new RemoteShuffleMaster(controlPlane, context, _options.Master, _time, Random.Shared, _loggers);
    }

    /// <inheritdoc/>
    public IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context) => new RemoteShuffleEnvironment(_options, context, _time);

    /// <summary>Closes its connections to the control API.</summary>
    public void Dispose() => _http.Dispose();
}
