using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>One client's part of an exchange through the loop: a thread for each slot, which takes one task after the other on its own connection.</summary>
internal sealed class LoopExchange(LoopClient client, ExchangePlan plan, ShapeData data) : IExchange
{
    private const int MaxSend = 1024 * 1024;

    private readonly ShuffleShape _shape = plan.Shape;
    private readonly SortedPieces _pieces = new(plan.Shape);
    private readonly int[] _inOrder = [.. new SortedPieces(plan.Shape).InOrder];
    private readonly long _exchange = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(plan.Exchange)));

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await SlotsAsync(plan.Producers, Produce, cancellationToken);
        return "";
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        long total = 0;
        await SlotsAsync(plan.Consumers, (connection, consumer) => Interlocked.Add(ref total, Consume(connection, consumer)), cancellationToken);
        return total;
    }

    public ValueTask DisposeAsync()
    {
        if (plan.Client == 0)
        {
            LoopConnection connection = client.Rent();
            connection.Send(Request(LoopRequestKind.Drop, 0));
            connection.TryReceive(out byte _);
            client.Return(connection);
        }

        return ValueTask.CompletedTask;
    }

    private Task SlotsAsync(IEnumerable<int> tasks, Action<LoopConnection, int> task, CancellationToken cancellationToken)
    {
        ConcurrentQueue<int> queue = new(tasks);
        return Task.WhenAll(Enumerable.Range(0, plan.Slots).Select(_ => Task.Factory.StartNew(
            () => Slot(queue, task, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    private void Slot(ConcurrentQueue<int> queue, Action<LoopConnection, int> task, CancellationToken cancellationToken)
    {
        LoopConnection connection = client.Rent();
        while (queue.TryDequeue(out int number))
        {
            cancellationToken.ThrowIfCancellationRequested();
            task(connection, number);
        }

        client.Return(connection);
    }

    private void Produce(LoopConnection connection, int producer)
    {
        connection.Send(Request(LoopRequestKind.Write, producer));
        long[] lengths = [.. Enumerable.Range(0, _shape.Consumers).Select(_pieces.BytesFor)];
        connection.Send(MemoryMarshal.AsBytes(lengths.AsSpan()));
        var gathered = new ReadOnlyMemory<byte>[Math.Min(LoopSystemCalls.MaxVectors, Math.Max(1, MaxSend / _shape.PieceBytes))];
        int count = 0;
        foreach (int piece in _inOrder)
        {
            gathered[count++] = data.Piece(producer, piece);
            if (count == gathered.Length)
            {
                connection.SendGathered(gathered);
                count = 0;
            }
        }

        connection.SendGathered(gathered.AsSpan(0, count));
        if (!connection.TryReceive(out byte _))
        {
            throw new IOException("The server of the loop has gone before the commit.");
        }
    }

    private long Consume(LoopConnection connection, int consumer)
    {
        connection.Send(Request(LoopRequestKind.Read, consumer));
        connection.TryReceive(out long length);
        for (long left = length; left > 0;)
        {
            left -= connection.ReceiveSome(0, left);
        }

        return length;
    }

    private LoopRequest Request(LoopRequestKind kind, int number) => new()
    {
        Kind = kind,
        Number = number,
        Producers = _shape.Producers,
        Consumers = _shape.Consumers,
        IsReduce = _shape.IsReduce ? 1 : 0,
        Exchange = _exchange,
    };
}
