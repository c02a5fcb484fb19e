using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

// What is seen of a connection from outside: read from any thread, while its loops go on.
internal sealed partial class WorkerConnection
{
    /// <summary>What has moved over it.</summary>
    public ConnectionTraffic Traffic { get; } = new();

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    private LedgerOwner Owner => new(HolderKind.Connection, $"connection {_context.ConnectionId} from {Peer}");

    private string Peer => _context.RemoteEndPoint?.ToString() ?? "";

    public OpenConnection Inspect()
    {
        TrafficTotals traffic = Traffic.Totals;
        return new OpenConnection(
            _context.ConnectionId,
            Peer,
            RoleOf(_handler.Direction),
            OpenedAt,
            _channels.Count,
            traffic.ReceivedBytes,
            traffic.SentBytes,
            (_keepAlive?.Silent ?? 0) * Server.Options.KeepAliveInterval.TotalSeconds);
    }

    /// <summary>Its open channels.</summary>
    public IEnumerable<InspectedChannel> InspectChannels()
    {
        string peer = Peer;
        foreach ((uint number, IWorkerChannel channel) in _channels)
        {
            yield return channel.Inspect(new ChannelPlace(number, _context.ConnectionId, peer));
        }
    }

    /// <summary>Its channels that read a partition attempt.</summary>
    public IEnumerable<LayoutReader> InspectReaders(PartitionAttemptId attempt) => _channels.Values
        .OfType<ReadChannel>()
        .Where(channel => channel.Subject.Includes(attempt))
        .Select(channel => channel.InspectReader(Peer));

    /// <summary>Its channel that writes a partition attempt; null if there is none.</summary>
    public WriteChannel? WriterOf(PartitionAttemptId attempt) => _channels.Values.OfType<WriteChannel>().FirstOrDefault(channel => channel.Attempt == attempt);

    private static ConnectionRole RoleOf(ConnectionDirection direction) => direction switch
    {
        ConnectionDirection.Write => ConnectionRole.Writer,
        ConnectionDirection.Read => ConnectionRole.Reader,
        _ => ConnectionRole.Unknown,
    };
}
