using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>
/// A redis-server process on a loopback port of its own. It keeps nothing on disk unless told to. Disposing kills it.
/// </summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly bool _durable;
    private RunningProgram? _program;

    private RedisServer(int port, bool durable)
    {
        Port = port;
        _durable = durable;
    }

    public int Port { get; }

    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>Starts one and waits until it answers.</summary>
    /// <param name="durable">Whether every write is on disk before it is answered, so that <see cref="KillAsync"/> loses nothing.</param>
    public static async Task<RedisServer> StartAsync(bool durable = false)
    {
        RedisServer server = new(FreePorts.Take(1)[0], durable);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it at the same port, after it was killed.</summary>
    public async Task StartAgainAsync()
    {
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _directory.Path, "--save", "",
            "--appendonly", _durable ? "yes" : "no", "--appendfsync", "always",
            // Tells of every key that is deleted (or expires).
            "--notify-keyspace-events", "Egx",
        ];
        _program = RunningProgram.StartCommand("redis-server", arguments);
        await AnswersAsync().WaitAsync(Patience.Limit);
    }

    /// <summary>Kills it (SIGKILL): connections break, and whoever connects is refused.</summary>
    public Task KillAsync() => _program!.KillAsync();

    /// <summary>Freezes it: whoever asks waits.</summary>
    public Task FreezeAsync() => _program!.SignalAsync("STOP");

    /// <summary>Wakes it up after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => _program!.SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
        }

        _directory.Dispose();
    }

    // It is up when it answers a ping. Until it listens, connections are refused, and each attempt is a wait for the kernel's answer; then it says "-LOADING" while
    // it reads its log.
    private async Task AnswersAsync()
    {
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, Port);
                await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
                byte[] answer = new byte["+PONG\r\n".Length];
                await client.GetStream().ReadExactlyAsync(answer);
                string said = Encoding.ASCII.GetString(answer);
                if (said == "+PONG\r\n")
                {
                    return;
                }

                Assert.StartsWith("-LOADIN", said, StringComparison.Ordinal);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                await Task.Yield();
            }
        }
    }
}
