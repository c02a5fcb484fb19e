using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.DataPlane.Transport;

/// <summary>Socket settings of the data plane, for both ends.</summary>
public sealed class SocketTransportOptions
{
    /// <summary>Connections that wait to be accepted before the system refuses more. Defaults to 512.</summary>
    [Range(1, 65535)]
    public int ListenBacklog { get; set; } = 512;

    /// <summary>
    /// The TCP congestion control of each socket, by the system's name; null or empty leaves the system's choice. Defaults to <c>cubic</c>: between machines of
    /// one data centre, and on loopback, the <c>bbr</c> that many
    /// systems choose for the wide area costs half of the speed. Where the system does not have it, its own choice stays.
    /// </summary>
    public string? CongestionControl { get; set; } = "cubic";

    /// <summary>Bytes of the kernel's send and receive buffer of each socket; 0 leaves them to the system's tuning, the default.</summary>
    [Range(0, 256 * 1024 * 1024)]
    public int SocketBufferBytes { get; set; }
}
