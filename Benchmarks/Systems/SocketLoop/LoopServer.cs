using System.Runtime.InteropServices;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>The server's end of one connection: one request after the other, on its own thread.</summary>
internal sealed class LoopServer(LoopConnection connection, LoopStores stores)
{
    private const byte Committed = 1;

    public void Run()
    {
        using (connection)
        {
            while (connection.TryReceive(out LoopRequest request))
            {
                Answer(request);
            }
        }
    }

    private void Answer(LoopRequest request)
    {
        switch (request.Kind)
        {
            case LoopRequestKind.Write:
                Write(stores.Open(request), request);
                connection.Send(Committed);
                break;
            case LoopRequestKind.Read:
                connection.SendFiles(stores.Open(request).RangesOf(request.Number));
                break;
            default:
                stores.Drop(request.Exchange);
                connection.Send(Committed);
                break;
        }
    }

    // The buffer is filled before it is written: few large writes.
    private void Write(ILoopStore store, LoopRequest request)
    {
        long[] lengths = new long[request.Consumers];
        connection.TryReceive(MemoryMarshal.AsBytes(lengths.AsSpan()));
        ILoopSink sink = store.Begin(request.Number, lengths);
        int filled = 0;
        for (long left = lengths.Sum(); left > 0;)
        {
            int count = connection.ReceiveSome(filled, left);
            filled += count;
            left -= count;
            if (filled == LoopConnection.BufferBytes || left == 0)
            {
                sink.Write(connection.Buffer[..filled]);
                filled = 0;
            }
        }
    }
}
