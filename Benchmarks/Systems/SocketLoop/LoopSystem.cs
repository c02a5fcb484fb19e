using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>
/// The limit: what this machine and this language give to anybody who moves the same bytes and does nothing else. Blocking calls on a thread for each
/// connection, which needs no wake-up through a poller; one connection for each slot of a client, used by one task after the other; TCP_NODELAY and cubic.
/// Writing: a producer sends its pieces straight from its memory, sorted by consumer, up to 1 MiB in a call; the server receives up to 1 MiB into pinned memory
/// that it reuses and writes that to a preallocated file: of the producer, sorted by consumer, or (reduce) one for each consumer. The commit is one byte back
/// when all is in the page cache. Reading: one request for a consumer, answered with sendfile of whole ranges, corked. Nothing is checked, nothing is framed,
/// no credit, no recovery; who reads must know what was written.
/// </summary>
internal sealed class LoopSystem : ISystemUnderTest
{
    public string Name => "loop";

    public string Description =>
        "the bare loop: blocking raw sockets, 1 MiB receives into reused pinned memory, preallocated files, "
        + "sendfile of whole ranges, cubic; nothing is checked";

    public string? Missing => OperatingSystem.IsLinux() ? null : "it is written for Linux";

    public bool Takes(ShuffleShape shape) => true;

    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        await DotnetServer.StartRoleAsync(Name, directory, cancellationToken);

    public async Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken)
    {
        using Socket listener = LoopConnection.CreateSocket();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using LoopStores stores = new(directory);
        Thread accept = new(() => Accept(listener, stores)) { IsBackground = true, Name = "accept" };
        accept.Start();
        ready(listener.LocalEndPoint!.ToString()!);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public IShuffleClient CreateClient(string address) => new LoopClient(IPEndPoint.Parse(address));

    // The threads are those of a process that ends with its input.
    private static void Accept(Socket listener, LoopStores stores)
    {
        while (true)
        {
            LoopConnection connection = new(listener.Accept());
            new Thread(() => new LoopServer(connection, stores).Run()) { IsBackground = true, Name = "connection" }.Start();
        }
    }
}
