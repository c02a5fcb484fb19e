using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Benchmarks.Control.Planes;
using ShuffleOrleans.Client.Orleans.Hosting;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Cluster.Planes;

/// <summary>A Redis without files, silo processes with a worker each, and an Orleans client in this process, all on the loopback address.</summary>
internal sealed class ClusterPlane : IMeasuredPlane
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("shuffle-benchmark-");
    private readonly List<BackgroundProcess> _processes = [];
    private IHost? _client;

    public string Name => "cluster";

    public IShuffleControlPlane ControlPlane => _client!.Services.GetRequiredService<IShuffleControlPlane>();

    /// <summary>Starts all of it; says what is missing if it cannot.</summary>
    public async Task<string?> StartAsync(int silos, CancellationToken cancellationToken)
    {
        int redis = FreePort();
        try
        {
            _processes.Add(new BackgroundProcess(
                "redis-server",
                ["--port", $"{redis}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _directory.FullName],
                line => line.Contains("Ready to accept connections", StringComparison.Ordinal)));
        }
        catch (Win32Exception e)
        {
            return $"redis-server cannot be started ({e.Message}); install it.";
        }

        await _processes[0].Ready.WaitAsync(cancellationToken);
        for (int number = 0; number < silos; number++)
        {
            _processes.Add(StartSilo(number, redis));
        }

        await Task.WhenAll(_processes.Select(process => process.Ready)).WaitAsync(cancellationToken);
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddShuffleOrleansClient(options => options.RedisConnectionString = $"127.0.0.1:{redis}");
        _client = builder.Build();
        await _client.StartAsync(cancellationToken);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        foreach (BackgroundProcess process in Enumerable.Reverse(_processes))
        {
            await process.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    private BackgroundProcess StartSilo(int number, int redis)
    {
        // Built beside this program, with the same configuration and framework.
        string silo = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory.Replace(Path.Combine("Benchmarks", "Cluster"), "Silo", StringComparison.Ordinal), "ShuffleOrleans.Silo.dll"));
        string data = _directory.CreateSubdirectory($"silo-{number}").FullName;
        return new BackgroundProcess(
            "dotnet",
            [
                silo,
                "--Shuffle:Cluster:Provider=Redis",
                $"--Shuffle:Cluster:RedisConnectionString=127.0.0.1:{redis}",
                $"--Shuffle:Cluster:SiloPort={FreePort()}",
                $"--Shuffle:Cluster:GatewayPort={FreePort()}",
                "--Shuffle:Cluster:Dashboard=false",
                $"--Shuffle:Worker:DataDirectories=[SSD]{data}",
                "--Shuffle:Worker:DataPort=0",
                "--Shuffle:Gateway:Urls=http://127.0.0.1:0",
            ],
            line => line.StartsWith("READY ", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
