using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Opens the channels of one connection, within the limits of the connection and the worker; what cannot be opened is answered on its channel. Runs on the
/// receive
/// loop.
/// </summary>
internal sealed class ChannelOpener(WorkerConnection connection)
{
    /// <summary>
    /// A write channel is promised so many buffers: while one is on its way to the disk the other is filled, and a frame of a whole buffer always finds its
    /// place.
    /// </summary>
    public const int GuaranteedBuffers = 2;

    private readonly WorkerConnection _connection = connection;

    /// <summary>The highest channel number the client has used.</summary>
    public uint HighestChannel { get; private set; }

    private DataServer Server => _connection.Server;

    /// <summary>How many buffers the guarantee of all write channels takes from the budget.</summary>
    public static long GuaranteedBytes(DataServerOptions options, int bufferBytes) => (long)options.MaxWriteChannels * GuaranteedBuffers * bufferBytes;

    public void OpenWrite(uint channel, in OpenWriteMessage open)
    {
        if (!TryTakeNumber(channel))
        {
            return;
        }

        if (!Server.TryAddWriteChannel())
        {
            _connection.PostError(
                channel, ShuffleErrorCode.TooManyChannels, $"The worker writes no more than {Server.Options.MaxWriteChannels} partitions at once.");
            return;
        }

        ShuffleErrorCode code = BeginWrite(channel, open);
        if (code != ShuffleErrorCode.None)
        {
            Server.RemoveWriteChannel();
            _connection.PostError(channel, code, $"{open.Attempt} cannot be written: {Explain(code)}");
        }
    }

    public void OpenRead(in OpenReadMessage open)
    {
        foreach (OpenReadEntry entry in open.Entries)
        {
            OpenRead(entry.Channel, new MapReadRequest(Server.Store, Server.DamageReports, entry));
        }
    }

    public void OpenReduceRead(uint channel, in OpenReduceReadMessage open)
    {
        OpenRead(channel, new ReduceReadRequest(Server.Store, Server.DamageReports, channel, open));
    }

    private ShuffleErrorCode BeginWrite(uint channel, in OpenWriteMessage open)
    {
        if (Server.IsStopping)
        {
            return ShuffleErrorCode.WorkerStopping;
        }

        if (!Server.Ledger.TryOpenAccount(
            new LedgerOwner(HolderKind.WriteChannel, $"write {open.Attempt}", open.Attempt), GuaranteedBuffers, out LedgerAccount account))
        {
            return ShuffleErrorCode.MemoryExhausted;
        }

        ShuffleErrorCode code = Server.Store.TryBeginWrite(open, out IPartitionWriter? writer);
        if (code == ShuffleErrorCode.None)
        {
            WriteChannel opened = new(_connection, channel, open, writer!, account);
            _connection.Add(channel, opened);
            opened.Start();
        }
        else
        {
            account.Close();
        }

        return code;
    }

    private void OpenRead(uint number, IReadRequest request)
    {
        if (!TryTakeNumber(number))
        {
            return;
        }

        if (Server.IsStopping)
        {
            _connection.PostError(number, ShuffleErrorCode.WorkerStopping, "The worker is stopping.");
            return;
        }

        if (!Server.TryAddReadChannel())
        {
            _connection.PostError(
                number, ShuffleErrorCode.TooManyChannels, $"The worker serves no more than {Server.Options.MaxReadChannels} readers at once.");
            return;
        }

        ReadChannel channel = new(_connection, request);
        _connection.Add(number, channel);
        channel.Start();
    }

    // Numbers grow, so a number at or below the highest one is in use or was used before, and its late data can be told from nonsense.
    private bool TryTakeNumber(uint channel)
    {
        if (channel <= HighestChannel)
        {
            // The error ends the channel for its client, so it must end here too.
            if (_connection.TryGet(channel, out IWorkerChannel? open))
            {
                open!.Close("The client opened its number again.");
            }

            _connection.PostError(
                channel, ShuffleErrorCode.ChannelAlreadyUsed, $"Channel {channel} is not higher than {HighestChannel}, the highest one used on this connection.");
            return false;
        }

        HighestChannel = channel;
        if (_connection.ChannelCount < Server.Options.MaxChannelsPerConnection)
        {
            return true;
        }

        _connection.PostError(
            channel, ShuffleErrorCode.TooManyChannels, $"A connection has no more than {Server.Options.MaxChannelsPerConnection} channels at once.");
        return false;
    }

    private static string Explain(ShuffleErrorCode code) => code switch
    {
        ShuffleErrorCode.StaleEpoch => "a newer attempt or epoch is known here.",
        ShuffleErrorCode.ConcurrentWriter => "it is being written, or was committed, by another writer.",
        ShuffleErrorCode.DiskFull => "no data directory has room.",
        ShuffleErrorCode.MemoryExhausted => "the memory budget cannot promise the minimum now.",
        ShuffleErrorCode.WorkerStopping => "the worker is stopping.",
        _ => $"{code}.",
    };
}
