using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// An executor's hold on its directories, one in each data directory. Taken before its worker starts, empty; disposed after the worker has stopped, and gone
/// then. Taking them also removes what dead executors have left beside them.
/// </summary>
internal sealed partial class ExecutorDirectories : IDisposable
{
    // An executor that is replaced under its own name may find its old directory just being swept: about 10 s in all.
    private const int MaxTries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<(ExecutorDirectory Directory, DiskKind Kind)> _taken = [];
    private readonly ILogger _logger;

    private ExecutorDirectories(ILogger logger) => _logger = logger;

    /// <summary>The directories in the form of the worker's option.</summary>
    public string DataDirectories => string.Join(',', _taken.Select(taken => $"[{taken.Kind}]{taken.Directory.DataPath}"));

    /// <summary>Takes a directory in each data directory.</summary>
    /// <param name="dataDirectories">The data directories, checked to be writable.</param>
    /// <param name="executorId">Whose they are to be.</param>
    /// <param name="time">The clock of pauses.</param>
    /// <param name="logger">Hears of what was removed, and of what could not be.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">Another process of this name holds one.</exception>
    public static async Task<ExecutorDirectories> TakeAsync(
        IReadOnlyList<DataDirectorySpec> dataDirectories, string executorId, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ExecutorDirectories directories = new(logger);
        try
        {
            foreach (DataDirectorySpec spec in dataDirectories)
            {
                string path = ExecutorDirectory.PathOf(spec.Path, executorId);
                directories._taken.Add((await TakeAsync(path, time, cancellationToken), spec.Kind));
                directories.RemoveAbandoned(spec.Path);
            }

            return directories;
        }
        catch
        {
            directories.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach ((ExecutorDirectory directory, _) in _taken)
        {
            Remove(directory);
        }

        _taken.Clear();
    }

    private static async Task<ExecutorDirectory> TakeAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        for (int attempt = 1; attempt <= MaxTries; attempt++)
        {
            if (ExecutorDirectory.TryTake(path) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new IOException($"'{path}' is in use by another process: two executors that share a data directory must not share a name.");
    }

    private void RemoveAbandoned(string dataDirectory)
    {
        foreach (string path in Directory.GetDirectories(dataDirectory, ExecutorDirectory.Prefix + "*"))
        {
            if (ExecutorDirectory.TryTakeAbandoned(path) is { } abandoned)
            {
                LogAbandoned(path);
                Remove(abandoned);
            }
        }
    }

    private void Remove(ExecutorDirectory directory)
    {
        try
        {
            directory.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(directory.DataPath, e.Message);
        }
    }
}
