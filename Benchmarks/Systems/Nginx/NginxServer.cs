using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.Nginx;

/// <summary>
/// nginx in the foreground, its workers its children. It is handed a socket that listens already, as an old nginx hands its sockets to a new one (the
/// variable NGINX names the descriptor): so the port is free for certain, and the congestion control is that of all other systems, which nginx has no setting
/// for.
/// </summary>
internal sealed class NginxServer : ISystemServer
{
    private readonly ChildProcess _process;

    private NginxServer(ChildProcess process, EndPoint endPoint)
    {
        _process = process;
        Address = $"http://{endPoint}/";
    }

    /// <summary>The one whose children are the master and the workers.</summary>
    public IReadOnlyList<int> ProcessIds => [_process.Id];

    public string Address { get; }

    public static async Task<NginxServer> StartAsync(string program, string directory, CancellationToken cancellationToken)
    {
        using Socket listener = LoopbackSockets.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Blocking = false;
        var endPoint = (IPEndPoint)listener.LocalEndPoint!;
        ProcessStartInfo start = InstalledProgram.Command(program, "-p", directory, "-c", NginxConfiguration.Write(directory, endPoint));
        start.Environment["NGINX"] = $"{listener.Handle};";
        ChildProcess process;
        using (InheritedDescriptor.Open(listener.SafeHandle))
        {
            process = ChildProcess.Start("nginx", start);
        }

        NginxServer server = new(process, endPoint);
        try
        {
            await server.WaitUntilAnsweredAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    // The socket takes the connection at once; the answer comes when a worker is up. nginx says nothing on its standard output: hearing something means that
    // it has ended.
    private async Task WaitUntilAnsweredAsync(CancellationToken cancellationToken)
    {
        using HttpClient http = new(HttpHandlers.Create());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task answered = http.GetAsync(new Uri(Address), stop.Token);
        Task ended = _process.HearAsync(stop.Token);
        await await Task.WhenAny(answered, ended);
        await stop.CancelAsync();
    }
}
