using System.Runtime.CompilerServices;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Records;
using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.SteadyState;

/// <summary>A writer that has come to its stride makes no garbage: not for a record, not for a frame, not for a wait.</summary>
[Collection(Alone.Name)]
public sealed class WriterAllocationTests(Xunit.Abstractions.ITestOutputHelper output) : IAsyncLifetime, IAsyncDisposable
{
    private const int Subpartitions = 4;
    private const int Frames = 2048;
    private const int RecordsPerFrame = 64;

    // A few bytes a frame, where the smallest object takes 24: the connection's own send loop makes a little each time it falls asleep.
    private const long Slack = 8 * Frames;

    private readonly MemoryWorker _worker = new();

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    [Theory]
    [InlineData(CompressionCodec.None)]
    [InlineData(CompressionCodec.Lz4)]
    public async Task Records_MakeNoGarbage(CompressionCodec codec)
    {
        await using IResultPartitionWriter writer = await WriterAsync(codec);
        RecordWriter records = new(writer);
        byte[] record = new byte[1024];
        long sent = 0;
        long allocated = await Allocated.LeastOfAsync(async () =>
        {
            long before = _worker.Connection.SentBytes;
            for (int i = 0; i < Frames * RecordsPerFrame; i++)
            {
                await records.WriteAsync(record, i % Subpartitions);
            }

            sent = _worker.Connection.SentBytes - before;
        });
        Assert.True(sent > Frames);
        output.WriteLine($"{allocated} bytes for {Frames} frames");
        Assert.InRange(allocated, 0, Slack);
    }

    [Fact]
    public async Task PiecesThatFillFrames_MakeNoGarbage()
    {
        await using IResultPartitionWriter writer = await WriterAsync(CompressionCodec.None);
        byte[] piece = new byte[64 * 1024];
        using CancellationTokenSource cancellation = new();
        long allocated = await Allocated.LeastOfAsync(async () =>
        {
            for (int i = 0; i < Frames; i++)
            {
                await writer.EmitRecordAsync(piece, i % Subpartitions, cancellation.Token);
            }
        });
        output.WriteLine($"{allocated} bytes for {Frames} frames");
        Assert.InRange(allocated, 0, Slack);
    }

    [Fact]
    public async Task WaitForChunk_MakesNoGarbage()
    {
        Assert.True(_worker.Ledger.TryOpenAccount("test", 1, out LedgerAccount account));
        using ChunkPool pool = new(account, account.BufferBytes);
        using CancellationTokenSource cancellation = new();
        long allocated = await Allocated.LeastOfAsync(async () =>
        {
            for (int i = 0; i < Frames; i++)
            {
                Chunk held = pool.TryTake()!;
                await ReturnWhileWaitedForAsync(pool.WhenReturnedAsync(cancellation.Token), pool, held);
            }
        });
        Assert.InRange(allocated, 0, 4096);
    }

    [Fact]
    public async Task WaitForChunk_EndsWithItsCancellation_AndTheNextOneWaits()
    {
        Assert.True(_worker.Ledger.TryOpenAccount("test", 1, out LedgerAccount account));
        using ChunkPool pool = new(account, account.BufferBytes);
        Chunk held = pool.TryTake()!;
        using CancellationTokenSource cancellation = new();
        Task cancelled = pool.WhenReturnedAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        OperationCanceledException reason = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience.Limit));
        Assert.Equal(cancellation.Token, reason.CancellationToken);

        Task next = pool.WhenReturnedAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        pool.Return(held);
        await next.WaitAsync(Patience.Limit);
        await pool.WhenReturnedAsync(CancellationToken.None);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask ReturnWhileWaitedForAsync(ValueTask returned, ChunkPool pool, Chunk held)
    {
        Assert.False(returned.IsCompleted);
        pool.Return(held);
        await returned;
    }

    private async Task<IResultPartitionWriter> WriterAsync(CompressionCodec codec)
    {
        if (codec == CompressionCodec.Lz4)
        {
            Assert.True(Lz4.IsAvailable, "liblz4 is missing");
        }

        RemoteShuffleDescriptor descriptor = new(
            Names.Result(0), new PartitionAllocation(Names.Attempt(0), Subpartitions, [MemoryWorker.Location]));
        WriterMemory memory = new(_worker.Ledger, new WriterOptions { MemoryPerPartitionBytes = 4 * 1024 * 1024 });
        RemoteResultPartitionWriter writer = new(descriptor, Subpartitions, _worker.Connections, memory, codec, "test");
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        return writer;
    }
}
