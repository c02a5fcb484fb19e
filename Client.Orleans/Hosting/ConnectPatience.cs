using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>How long a starting Orleans client keeps trying, and what it says in the end. Asked by that client, one failure at a time.</summary>
internal sealed partial class ConnectPatience(ShuffleOrleansClientOptions options, TimeProvider time, ILogger<ConnectPatience> logger)
    : IClientConnectionRetryFilter
{
    private long? _firstFailure;

    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: the time is over.</exception>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _firstFailure ??= time.GetTimestamp();
        if (time.GetElapsedTime(_firstFailure.Value) + options.ConnectPause > options.ConnectFor)
        {
            throw new ShuffleException(
                ShuffleErrorCode.ControlPlaneUnavailable,
                $"No silo of the cluster '{options.ClusterId}' could be reached through {options.Place} within {options.ConnectFor}. "
                + $"Check the address, the cluster id and whether silos run. The last try: {exception.Message}",
                exception);
        }

        LogNotConnected(options.ClusterId, options.ConnectPause, exception.Message);
        await Task.Delay(options.ConnectPause, time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
