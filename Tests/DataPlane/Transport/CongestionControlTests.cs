using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Tests.DataPlane.Transport;

/// <summary>A congestion control that is set after a connection was made leaves it the pacing of the one before: it is set where the connection comes from.</summary>
public sealed class CongestionControlTests
{
    private const string Other = "reno";

    [Fact]
    public async Task Listener_HasIt_BeforeTheFirstConnectionComes()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        SocketListenerFactory factory = new(Options.Create(new SocketTransportOptions { CongestionControl = Other }));
        var listener = (SocketListener)await factory.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        using Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.EndPoint);
        ConnectionContext accepted = (await listener.AcceptAsync())!;

        Assert.Equal(Other, CongestionControlOf(listener.Socket));
        await accepted.DisposeAsync();
        await listener.DisposeAsync();
    }

    private static string CongestionControlOf(Socket socket)
    {
        byte[] name = new byte[16];
        int length = socket.GetRawSocketOption(LinuxSockets.ProtocolTcp, LinuxSockets.TcpCongestion, name);
        return Encoding.ASCII.GetString(name, 0, length).TrimEnd('\0');
    }
}
