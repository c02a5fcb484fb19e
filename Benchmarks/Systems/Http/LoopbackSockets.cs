using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>
/// Sockets with the settings that all systems under test share: no delay, and CUBIC where the system lets us choose, as our own transport has it.
/// </summary>
internal static class LoopbackSockets
{
    // linux/tcp.h: TCP_CONGESTION at the level IPPROTO_TCP.
    private const int ProtocolTcp = 6;
    private const int TcpCongestion = 13;

    /// <summary>A listening socket on a free port of the loopback address. What it accepts inherits its settings.</summary>
    public static Socket Listen(IPEndPoint endPoint, int backlog = 512)
    {
        Socket socket = Create();
        try
        {
            socket.Bind(endPoint);
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A bound socket that its new owner makes listen.</summary>
    public static Socket Bind(EndPoint endPoint)
    {
        Socket socket = Create();
        try
        {
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A connected socket; the caller owns it.</summary>
    public static async ValueTask<Socket> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        Socket socket = Create();
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Create()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(ProtocolTcp, TcpCongestion, Encoding.ASCII.GetBytes("cubic"));
        }

        return socket;
    }
}
