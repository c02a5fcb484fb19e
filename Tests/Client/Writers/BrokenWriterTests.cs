using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Writers;

/// <summary>Writers whose connection or worker fails them: a typed error, and nothing of the attempt is left.</summary>
public sealed class BrokenWriterTests : IAsyncLifetime
{
    // The client's preamble, hello and open of a write: 8 + 16 + 50 + the name, 16 + 57.
    private const int Greeting = 90;
    private TestWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync();

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CutWhileWriting_IsATypedErrorAndNothingIsLeft(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 15; i++)
        {
            long offset = random.Next(Greeting + 73, 600_000);
            await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Cut, true, offset));
            await using TestExecutor executor = new();
            RemoteShuffleDescriptor shuffle = Shuffle((seed * 100) + i, proxy.Port);
            PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => executor.WriteAsync(shuffle, new Random(i), 3000));
            Assert.Equal((ShuffleErrorCode.ConnectionLost, shuffle.ResultPartition), (error.Code, error.Partition));
            await _worker.ControlPlane.HearAsync(PartitionChangeKind.Failed, shuffle.Allocation.Attempt);
        }

        Assert.Empty(_worker.PartitionFiles());
    }

    [Fact]
    public async Task CutWhileTheTaskGivesUp_GivesAllMemoryBack()
    {
        for (int i = 0; i < 60; i++)
        {
            // Credit runs out, so that the channel is full of frames when the connection breaks.
            await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Stall, false, 90));
            await using TestExecutor executor = new(options => options.Writers.MemoryPerPartitionBytes = 16L * 1024 * 1024);
            IResultPartitionWriter writer = await executor.ReadyWriterAsync(TestExecutor.Descriptor(_worker.At(proxy.Port), i, 2000));
            await writer.EmitRecordAsync(new byte[6 * 1024 * 1024], 0).AsTask().WaitAsync(Patience.Limit);
            await writer.FlushAllAsync().AsTask().WaitAsync(Patience.Limit);
            Task cutting = Task.Run(proxy.Close);
            await writer.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
            await cutting;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task FlippedBits_AreNeverCommitted(int seed)
    {
        Random random = new(seed);
        await using TestExecutor reader = new();
        int committed = 0;
        for (int i = 0; i < 25; i++)
        {
            bool toWorker = random.Next(4) > 0;
            long offset = toWorker ? random.Next(random.Next(2) == 0 ? 400 : 300_000) : random.Next(200);
            await using ChaosProxy proxy = new(_worker.Port, number => number == 0 ? new Fault(FaultKind.Flip, toWorker, offset) : null);
            await using TestExecutor executor = new();
            int index = (seed * 100) + i;
            try
            {
                OutputModel model = await executor.WriteAsync(Shuffle(index, proxy.Port), new Random(i), 400);
                committed++;
                await reader.MustReadAsync(new SubpartitionRange(0, 2), [Shuffle(index)], [model]);
            }
            catch (ShuffleException e)
            {
                Assert.NotEqual(ShuffleErrorCode.InternalError, e.Code);
            }
        }

        Assert.NotEqual(0, committed);
    }

    [Fact]
    public async Task WorkerThatCannotBeReached_IsATypedErrorAfterBoundedRetries()
    {
        ChaosProxy proxy = new(_worker.Port, _ => null);
        await proxy.DisposeAsync();
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = executor.Writer(Shuffle(0, proxy.Port));
        ShuffleException error = await Assert.ThrowsAnyAsync<ShuffleException>(() => writer.SetupAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ConnectFailed, error.Code);
    }

    [Fact]
    public async Task AnotherProcessOfTheWorker_IsRefused()
    {
        await using TestExecutor executor = new();
        WorkerLocation stale = _worker.At() with { Incarnation = WorkerIncarnationId.FromGuid(Guid.NewGuid()) };
        await using IResultPartitionWriter writer = executor.Writer(TestExecutor.Descriptor(stale, 0, 3));
        ShuffleException error = await Assert.ThrowsAnyAsync<ShuffleException>(() => writer.SetupAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.StaleIncarnation, error.Code);
    }

    [Fact]
    public async Task SecondWriterOfAnAttempt_IsRefusedAndTheFirstGoesOn()
    {
        await using TestExecutor executor = new();
        OutputModel model = new(3);
        await using IResultPartitionWriter first = await executor.ReadyWriterAsync(Shuffle(0));
        await model.WriteRandomAsync(first, new Random(1), 100);
        await using (IResultPartitionWriter second = await executor.ReadyWriterAsync(Shuffle(0)))
        {
            PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => second.FinishAsync().AsTask().WaitAsync(Patience.Limit));
            Assert.Equal(ShuffleErrorCode.ConcurrentWriter, error.Code);
        }

        await first.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        await executor.MustReadAsync(new SubpartitionRange(0, 2), [Shuffle(0)], [model]);
    }

    [Fact]
    public async Task OlderAttempt_IsRefused()
    {
        await using TestExecutor executor = new();
        await executor.WriteAsync(TestExecutor.Descriptor(_worker.At(), 0, 3, attempt: 1, epoch: 2), new Random(1), 10);
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => executor.WriteAsync(Shuffle(0), new Random(1), 10));
        Assert.Equal(ShuffleErrorCode.StaleEpoch, error.Code);
    }

    private RemoteShuffleDescriptor Shuffle(int index, int? port = null) => TestExecutor.Descriptor(_worker.At(port), index, 3);
}
