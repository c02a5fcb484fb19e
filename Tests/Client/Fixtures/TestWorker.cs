using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>A shuffle worker in this process, on a loopback socket and a directory of its own, which it deletes at the end.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly ShuffleListener _listener;

    private TestWorker(DirectoryInfo directory, ShuffleWorker worker, ShuffleListener listener, HeardControlPlane controlPlane, int port)
    {
        _directory = directory;
        _listener = listener;
        Worker = worker;
        ControlPlane = controlPlane;
        Port = port;
    }

    public ShuffleWorker Worker { get; }

    public HeardControlPlane ControlPlane { get; }

    public int Port { get; }

    public static async Task<TestWorker> StartAsync(Action<ShuffleWorkerOptions>? configure = null)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("shuffle-client-test-");
        ShuffleWorkerOptions options = new();
        options.Storage.DataDirectories = directory.FullName;
        options.Storage.MinReservedBytes = 0;
        configure?.Invoke(options);
        HeardControlPlane controlPlane = new();
        ShuffleWorker worker = new(options, controlPlane, TimeProvider.System, Guid.NewGuid, NullLoggerFactory.Instance);
        ShuffleConnectionHandler handler = new(worker.Server);
        ConnectionDelegate pipeline = new ConnectionBuilder(new ServiceCollection().BuildServiceProvider()).Run(handler.OnConnectedAsync).Build();
        ShuffleListener listener = new(
            new SocketListenerFactory(Options.Create(options.Transport)), pipeline, TimeProvider.System, NullLogger<ShuffleListener>.Instance);
        IPEndPoint bound = await listener.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), CancellationToken.None);
        worker.StartReporting(bound);
        await worker.Registered.WaitAsync(Patience.Limit);
        return new TestWorker(directory, worker, listener, controlPlane, bound.Port);
    }

    /// <summary>Where it is, directly or through a proxy.</summary>
    public WorkerLocation At(int? port = null) => new(Worker.Identity.Worker, Worker.Identity.Incarnation, "127.0.0.1", port ?? Port);

    /// <summary>Files of partitions, committed or partial.</summary>
    public IEnumerable<string> PartitionFiles() => Files("map-*");

    /// <summary>Files whose names are like this.</summary>
    public IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(_directory.FullName, pattern, SearchOption.AllDirectories);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await Worker.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
