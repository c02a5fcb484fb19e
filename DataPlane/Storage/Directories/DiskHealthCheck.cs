using Microsoft.Extensions.Logging;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>
/// Has every data directory checked now and then, the first time at once, and tells the log when one changes its state, whatever brought that about. Never
/// blocks on a disk: the checks run on the directories' own threads. Owned by the worker, which disposes it before the directories.
/// </summary>
internal sealed partial class DiskHealthCheck : IAsyncDisposable
{
    private readonly DataDirectorySet _directories;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    public DiskHealthCheck(DataDirectorySet directories, StorageOptions options, TimeProvider time, ILogger logger)
    {
        _directories = directories;
        _logger = logger;
        foreach (DataDirectory directory in directories.All)
        {
            directory.StateChanged += OnStateChanged;
            if (directory.State != DiskState.Healthy)
            {
                // It happened while the worker was being put together, when nobody listened.
                OnStateChanged(directory, DiskState.Healthy, directory.State, directory.StateReason);
            }
        }

        _timer = time.CreateTimer(_ => CheckAll(), null, TimeSpan.Zero, options.HealthCheckInterval);
    }

    /// <summary>Begins no more checks; one that runs comes back to its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        foreach (DataDirectory directory in _directories.All)
        {
            directory.StateChanged -= OnStateChanged;
        }
    }

    private void CheckAll()
    {
        foreach (DataDirectory directory in _directories.All)
        {
            directory.Check();
        }
    }

    private void OnStateChanged(DataDirectory directory, DiskState from, DiskState to, string reason)
    {
        switch (to)
        {
            case DiskState.Failed:
                LogFailed(directory.Device.Description, from, reason);
                break;
            case DiskState.Slow:
                LogSlow(directory.Device.Description, from, reason);
                break;
            case DiskState.Excluded:
                LogExcluded(directory.Device.Description, from, reason);
                break;
            default:
                LogHealthy(directory.Device.Description, from);
                break;
        }
    }
}
