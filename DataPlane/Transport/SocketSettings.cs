using System.Net.Sockets;
using System.Text;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Applies <see cref="SocketTransportOptions"/> to a socket.</summary>
internal static class SocketSettings
{
    public static void Apply(Socket socket, SocketTransportOptions options)
    {
        socket.NoDelay = true;
        if (options.SocketBufferBytes > 0)
        {
            socket.SendBufferSize = options.SocketBufferBytes;
            socket.ReceiveBufferSize = options.SocketBufferBytes;
        }

        if (OperatingSystem.IsLinux() && !string.IsNullOrEmpty(options.CongestionControl))
        {
            SetCongestionControl(socket, options.CongestionControl);
        }
    }

    private static void SetCongestionControl(Socket socket, string name)
    {
        try
        {
            socket.SetRawSocketOption(LinuxSockets.ProtocolTcp, LinuxSockets.TcpCongestion, Encoding.ASCII.GetBytes(name));
        }
        catch (SocketException)
        {
            // The system has no such algorithm, or does not let us choose it: the documented outcome is its own choice.
        }
    }
}
