using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>The window of one gate and one worker while a lost connection's channels and a new connection's overlap.</summary>
public sealed class GateWorkerTests : IDisposable
{
    private const int Buffers = 8;
    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions());
    private readonly GateWorker _worker;

    public GateWorkerTests()
    {
        Assert.True(_ledger.TryOpenAccount("test", Buffers, out LedgerAccount account));
        WorkerEndpoint endpoint = new(Names.Worker, WorkerIncarnationId.None, "127.0.0.1", 1, ConnectionDirection.Read);
        _worker = new GateWorker(endpoint, account, 1 << 20, (_, _) => { });
    }

    public void Dispose()
    {
        _worker.BeginClose();
        _worker.EndClose();
        Assert.Equal(0, _ledger.QuotaBuffers);
        _ledger.Dispose();
    }

    [Fact]
    public void BodyThatWasCutOff_DoesNotMixWithAnotherChannelsNext()
    {
        MapGateChannel cut = WithCredit(1000);
        MapGateChannel next = WithCredit(1000);
        Assert.True(_worker.TryBeginBody(cut, 500));
        Fill(100, 0xAA);

        // The connection is lost; before its channel hears so, the next connection brings data of another.
        Assert.True(_worker.TryBeginBody(next, 50));
        Fill(50, 0xBB);
        Assert.Equal(Enumerable.Repeat((byte)0xBB, 50), Take(next));
    }

    [Fact]
    public void ChannelThatLeavesLate_TakesNothingFromTheBodyThatComesIn()
    {
        MapGateChannel late = WithCredit(1000);
        MapGateChannel next = WithCredit(1000);
        Assert.True(_worker.TryBeginBody(next, 50));
        Fill(20, 0xBB);
        _worker.Leave(late);
        Fill(30, 0xBB);
        Assert.Equal(Enumerable.Repeat((byte)0xBB, 50), Take(next));
    }

    [Fact]
    public void BodyThatWasCutOff_GivesItsCreditBack()
    {
        MapGateChannel cut = WithCredit(400_000);
        long before = _worker.Window.Ungranted;
        Assert.True(_worker.TryBeginBody(cut, 300_000));
        _worker.Leave(cut);
        Assert.Equal(before + 400_000, _worker.Window.Ungranted);
    }

    private MapGateChannel WithCredit(int bytes)
    {
        MapGateChannel channel = new(null!, 0, SubpartitionRange.Single(0), new RemoteShuffleDescriptor(Names.Result(0), Names.Allocation(0)));
        channel.Credit = _worker.Window.Grant(bytes, bytes);
        Assert.Equal(bytes, channel.Credit);
        return channel;
    }

    private void Fill(int bytes, byte value)
    {
        _worker.Window.NextPlace.Span[..bytes].Fill(value);
        _worker.Window.Advance(bytes);
    }

    private byte[] Take(MapGateChannel ended)
    {
        _worker.EndBody(ended);
        List<BufferSegment> segments = [];
        _worker.Window.TakeAppended(segments);
        byte[] taken = [.. segments.SelectMany(segment => segment.Memory.ToArray())];
        segments.ForEach(segment => segment.Buffer.Release());
        return taken;
    }
}
