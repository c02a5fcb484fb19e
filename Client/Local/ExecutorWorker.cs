using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Local;

/// <summary>
/// The shuffle worker inside a task executor, from its directories to its listener. Owned by the <see cref="LocalShuffleEnvironment"/>. Disposing stops the
/// listener, then the worker, then deletes what it held.
/// </summary>
internal sealed class ExecutorWorker : IAsyncDisposable
{
    private readonly ExecutorDirectories _directories;
    private readonly ShuffleWorker _worker;
    private readonly ShuffleListener _listener;

    private ExecutorWorker(ExecutorDirectories directories, ShuffleWorker worker, ShuffleListener listener)
    {
        _directories = directories;
        _worker = worker;
        _listener = listener;
    }

    /// <summary>The worker, to look at.</summary>
    public ShuffleWorker Worker => _worker;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Bound { get; private set; } = null!;

    /// <summary>How this executor itself reaches it: no other process will do.</summary>
    public WorkerLocation Self => new(_worker.Identity.Worker, _worker.Identity.Incarnation, OwnAddress.ToString(), Bound.Port);

    private IPAddress OwnAddress => Bound.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : Bound.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : Bound.Address;

    /// <summary>Starts it on directories of its own.</summary>
    /// <exception cref="IOException">A directory is in use, or the port is taken.</exception>
    public static async Task<ExecutorWorker> StartAsync(
        LocalShuffleOptions options,
        string executorId,
        IWorkerControlPlane controlPlane,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        if (!DataDirectorySpec.TryParse(options.DataDirectories, out IReadOnlyList<DataDirectorySpec>? dataDirectories, out string? problem))
        {
            throw new ArgumentException(problem, nameof(options));
        }

        ExecutorDirectories directories = await ExecutorDirectories.TakeAsync(
            dataDirectories, executorId, time, loggers.CreateLogger<ExecutorDirectories>(), cancellationToken);
        ExecutorWorker? made = null;
        try
        {
            ShuffleWorkerOptions own = options.Worker.WithDataDirectories(directories.DataDirectories);
            made = Make(own, directories, controlPlane, time, loggers);
            await made.ListenAsync(own, cancellationToken);
            return made;
        }
        catch
        {
            await (made?.DisposeAsync() ?? ValueTask.CompletedTask);
            directories.Dispose();
            throw;
        }
    }

    /// <summary>The outputs that are here, in any state.</summary>
    public IReadOnlyCollection<ResultPartitionId> Held() => [.. _worker.Held.Select(NameOf).Distinct()];

    /// <summary>Deletes outputs, soon; what is not here is ignored.</summary>
    public void Release(IReadOnlyCollection<ResultPartitionId> partitions)
    {
        HashSet<ResultPartitionId> released = [.. partitions];
        foreach (PartitionAttemptId attempt in _worker.Held.Where(attempt => released.Contains(NameOf(attempt))))
        {
            _worker.Release(attempt);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _worker.DisposeAsync();
        _directories.Dispose();
    }

    private static ExecutorWorker Make(
        ShuffleWorkerOptions options, ExecutorDirectories directories, IWorkerControlPlane controlPlane, TimeProvider time, ILoggerFactory loggers)
    {
        ShuffleWorker worker = new(options, controlPlane, time, Guid.NewGuid, loggers);
        ShuffleConnectionHandler handler = new(worker.Server);
        SocketListenerFactory sockets = new(Options.Create(options.Transport));
        return new ExecutorWorker(directories, worker, new ShuffleListener(sockets, handler.OnConnectedAsync, time, loggers.CreateLogger<ShuffleListener>()));
    }

    private static ResultPartitionId NameOf(PartitionAttemptId attempt) => new(attempt.Partition.DataSet, attempt.Partition.PartitionIndex, attempt.Attempt);

    private async Task ListenAsync(ShuffleWorkerOptions options, CancellationToken cancellationToken)
    {
        Bound = await _listener.StartAsync(new IPEndPoint(IPAddress.Parse(options.BindAddress), options.DataPort), cancellationToken);
        _worker.StartReporting(Bound);
        await _worker.Registered.WaitAsync(cancellationToken);
    }
}
