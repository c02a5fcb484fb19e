using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.SteadyState;

/// <summary>What stands in for a worker: says hello on one connection in memory, takes whatever comes, and sends what the test makes it send.</summary>
internal sealed class MemoryWorker : IConnectionFactory, IAsyncDisposable
{
    /// <summary>The longest frame it announces.</summary>
    public const int MaxFrameLength = 64 * 1024;

    // More than any test writes: nobody here grants more.
    private const int Credit = 2_000_000_000;

    public MemoryWorker() =>
        Connections = new ConnectionPool(this, Ledger, new ConnectionOptions { MaxRetries = 0 }, TimeProvider.System, "test");

    public static WorkerLocation Location { get; } = new(Names.Worker, new WorkerIncarnationId(Guid.Empty), "127.0.0.1", 1);

    public MemoryLedger Ledger { get; } = new(new MemoryLedgerOptions { BudgetBytes = 64 * 1024 * 1024 });

    public ConnectionPool Connections { get; }

    public MemoryConnection Connection { get; } = new();

    /// <summary>Control messages as they go over the wire.</summary>
    public static byte[] Encode<TMessage>(uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        ArrayBufferWriter<byte> bytes = new();
        MessageCodec.Encode(bytes, channel, message);
        return bytes.WrittenSpan.ToArray();
    }

    public ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        HelloReplyMessage hello = new(
            ProtocolVersion.Max, ProtocolFeatures.None, Names.Worker, new WorkerIncarnationId(Guid.Empty), MaxFrameLength, Credit, 1000, 60_000);
        Connection.Give((byte[])[.. ConnectionPreamble.Bytes, .. Encode(0, hello)]);
        return ValueTask.FromResult<ConnectionContext>(Connection);
    }

    public async ValueTask DisposeAsync()
    {
        await Connections.DisposeAsync();
        Ledger.Dispose();
    }
}
