using System.Net.Sockets;
using System.Text;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>
/// Applies <see cref="SocketTransportOptions"/> to a socket before it connects or listens; an accepted socket has what its listener has. Later would be too
/// late: a connection that was made under <c>bbr</c> is paced by a timer for each burst as long as it lives, whatever algorithm it is given afterwards. On a
/// virtual machine those timers took 0.07 of the 0.19 CPU-s/GB of <c>sendfile</c>, and the waits between bursts a third of the readers' speed.
/// </summary>
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
