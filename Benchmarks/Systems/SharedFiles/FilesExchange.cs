using System.Globalization;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SharedFiles;

/// <summary>One client's part of an exchange through shared files. Where everything lies follows from the shape.</summary>
internal sealed class FilesExchange(string folder, ExchangePlan plan, ShapeData data) : IExchange
{
    private const int MaxPiece = 1024 * 1024;

    private readonly ShuffleShape _shape = plan.Shape;
    private readonly SortedPieces _pieces = new(plan.Shape);

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        if (_shape.IsReduce)
        {
            using ConsumerFiles files = new(folder, _shape.Producers, _pieces);
            await TasksAsync(plan.Producers, producer => files.Write(producer, data), cancellationToken);
        }
        else
        {
            await TasksAsync(plan.Producers, WriteProducerFile, cancellationToken);
        }

        return "";
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        using ThreadLocal<byte[]> buffers = new(() => GC.AllocateUninitializedArray<byte>(MaxPiece, pinned: true));
        using ProducerFiles inputs = new(folder, _shape.Producers);
        long total = 0;
        await TasksAsync(
            plan.Consumers,
            consumer => Interlocked.Add(ref total, _shape.IsReduce ? ReadConsumerFile(consumer, buffers.Value!) : ReadRanges(consumer, inputs, buffers.Value!)),
            cancellationToken);
        return total;
    }

    public ValueTask DisposeAsync()
    {
        if (plan.Client == 0)
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private Task<ParallelLoopResult> TasksAsync(IEnumerable<int> tasks, Action<int> task, CancellationToken cancellationToken)
    {
        ParallelOptions slots = new() { MaxDegreeOfParallelism = plan.Slots, CancellationToken = cancellationToken };
        return Task.Run(() => Parallel.ForEach(tasks, slots, task), cancellationToken);
    }

    private void WriteProducerFile(int producer)
    {
        using SafeFileHandle file = File.OpenHandle(
            PathOf(producer), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, FileOptions.None, preallocationSize: _pieces.TotalBytes);
        List<ReadOnlyMemory<byte>> gathered = new(MaxPiece / _shape.PieceBytes);
        long offset = 0;
        foreach (int piece in _pieces.InOrder)
        {
            gathered.Add(data.Piece(producer, piece));
            if (gathered.Count == gathered.Capacity)
            {
                offset += Flush(file, gathered, offset);
            }
        }

        Flush(file, gathered, offset);
    }

    private long Flush(SafeFileHandle file, List<ReadOnlyMemory<byte>> gathered, long offset)
    {
        long bytes = (long)gathered.Count * _shape.PieceBytes;
        RandomAccess.Write(file, gathered, offset);
        gathered.Clear();
        return bytes;
    }

    private long ReadConsumerFile(int consumer, byte[] buffer)
    {
        using SafeFileHandle file = File.OpenHandle(PathOf(consumer), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(file, 0, _pieces.BytesFor(consumer) * _shape.Producers, buffer);
    }

    private long ReadRanges(int consumer, ProducerFiles inputs, byte[] buffer)
    {
        long total = 0;
        for (int producer = 0; producer < _shape.Producers; producer++)
        {
            SafeFileHandle file = inputs[producer];
            total += Read(file, _pieces.OffsetOf(consumer), _pieces.BytesFor(consumer), buffer);
        }

        return total;
    }

    private static long Read(SafeFileHandle file, long offset, long length, byte[] buffer)
    {
        long done = 0;
        while (done < length)
        {
            int read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done)), offset + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return done;
    }

    private string PathOf(int number) => Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture));
}
