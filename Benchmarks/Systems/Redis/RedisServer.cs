using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>redis-server on a loopback port, from the start of its process until it is disposed.</summary>
internal sealed class RedisServer : ISystemServer
{
    private const string Started = "Ready to accept connections";

    private readonly ChildProcess _process;

    private RedisServer(ChildProcess process, EndPoint endPoint)
    {
        _process = process;
        Address = $"{endPoint}";
    }

    /// <summary>The one whose child is the server.</summary>
    public IReadOnlyList<int> ProcessIds => [_process.Id];

    public string Address { get; }

    public static async Task<RedisServer> StartAsync(string program, string directory, CancellationToken cancellationToken)
    {
        IPEndPoint endPoint = FreePort();
        var process = ChildProcess.Start("redis-server", InstalledProgram.Command(program, Settings(directory, endPoint)));
        try
        {
            while (!(await process.HearAsync(cancellationToken)).Contains(Started, StringComparison.Ordinal))
            {
                // What it says before that is of no interest.
            }

            return new RedisServer(process, endPoint);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // No snapshots and no log of changes. I/O threads are off as its manual advises below four cores. What is deleted is freed in the background.
    private static string[] Settings(string directory, IPEndPoint endPoint) =>
    [
        "--bind", $"{endPoint.Address}",
        "--port", $"{endPoint.Port}",
        "--dir", directory,
        "--save", "",
        "--appendonly", "no",
        "--daemonize", "no",
        "--set-proc-title", "no",
        "--loglevel", "notice",
        "--lazyfree-lazy-user-del", "yes",
    ];

    // Redis cannot be handed a socket, and takes port 0 for none: the port is free now, and nobody else is likely to take it in between.
    private static IPEndPoint FreePort()
    {
        using Socket socket = LoopbackSockets.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
