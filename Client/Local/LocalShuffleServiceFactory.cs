using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// The local shuffle service (FLIP-31's default implementation), as an engine gets hold of it: each task executor holds the output of its own tasks and serves
/// it to the others. No other process is needed; what an executor holds goes with it.
/// </summary>
public sealed class LocalShuffleServiceFactory : IShuffleServiceFactory
{
    /// <summary>What engines call this service in their configuration.</summary>
    public const string ServiceName = "local";

    private readonly LocalShuffleOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <summary>Makes a factory.</summary>
    /// <param name="options">Settings; the data directories are needed for shuffle environments only.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="ArgumentException">Some settings make no sense; the message names them all.</exception>
    public LocalShuffleServiceFactory(LocalShuffleOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _time = time;
        _loggers = loggers;
    }

    /// <inheritdoc/>
    public string Name => ServiceName;

    /// <inheritdoc/>
    public IShuffleMaster CreateShuffleMaster(IShuffleMasterContext context) => new LocalShuffleMaster(_options, _time);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Some settings of the worker make no sense on this machine; the message names them all.</exception>
    public IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context) => new LocalShuffleEnvironment(_options, context, _time, _loggers);
}
