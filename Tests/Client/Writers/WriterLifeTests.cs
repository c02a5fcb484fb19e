using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Writers;

/// <summary>A writer from setup to dispose, used right and wrong. Every test's executor asserts that all memory came back.</summary>
public sealed class WriterLifeTests : IAsyncLifetime
{
    private TestWorker _worker = null!;

    public async Task InitializeAsync() => _worker = await TestWorker.StartAsync();

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task UseBeforeSetup_IsRefused()
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = executor.Writer(Shuffle());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.EmitRecordAsync(new byte[1], 0));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.BroadcastRecordAsync(new byte[1]));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.BroadcastEventAsync(new byte[1]));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FlushAllAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FinishAsync());
    }

    [Fact]
    public async Task SecondSetup_IsRefused()
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.SetupAsync());
    }

    [Fact]
    public async Task UseAfterDispose_IsRefused()
    {
        await using TestExecutor executor = new();
        IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await writer.DisposeAsync();
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.EmitRecordAsync(new byte[1], 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.FinishAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await writer.SetupAsync());
    }

    [Fact]
    public async Task UseAfterFinish_IsRefused()
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.EmitRecordAsync(new byte[1], 0));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await writer.FinishAsync());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public async Task SubpartitionOutOfRange_IsRefusedAndTheWriterGoesOn(int subpartition)
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await writer.EmitRecordAsync(new byte[1], subpartition));
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024)]
    public async Task EventThatCannotStayWhole_IsRefusedAndTheWriterGoesOn(int length)
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await Assert.ThrowsAsync<ArgumentException>(async () => await writer.BroadcastEventAsync(new byte[length]));
        await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(3000)]
    public async Task DisposeWithoutFinish_LeavesNothingOnTheWorker(int calls)
    {
        RemoteShuffleDescriptor shuffle = Shuffle();
        await using TestExecutor executor = new();
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            await new OutputModel(2).WriteRandomAsync(writer, new Random(1), calls).WaitAsync(Patience.Limit);
        }

        await _worker.ControlPlane.HearAsync(PartitionChangeKind.Failed, shuffle.Allocation.Attempt);
        Assert.Empty(_worker.PartitionFiles());
    }

    [Fact]
    public async Task FailedTask_AbortsAndTellsEveryLaterCall()
    {
        RemoteShuffleDescriptor shuffle = Shuffle();
        await using TestExecutor executor = new();
        InvalidOperationException reason = new("the task's own bug");
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            await writer.EmitRecordAsync(new byte[100], 1);
            writer.Fail(reason);
            PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(async () => await writer.FinishAsync());
            Assert.Same(reason, error.InnerException);
            await Assert.ThrowsAnyAsync<PartitionException>(async () => await writer.EmitRecordAsync(new byte[1], 0));
        }

        await _worker.ControlPlane.HearAsync(PartitionChangeKind.Failed, shuffle.Allocation.Attempt);
        Assert.Empty(_worker.PartitionFiles());
    }

    [Fact]
    public async Task NoMemoryLeft_IsATypedErrorAndAWriterSetUpLaterWorks()
    {
        await using TestExecutor executor = new(options => options.Memory.BudgetBytes = 16L * 1024 * 1024);
        List<IResultPartitionWriter> writers = [];
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(async () =>
        {
            while (true)
            {
                writers.Add(executor.Writer(Shuffle(writers.Count)));
                await writers[^1].SetupAsync().AsTask().WaitAsync(Patience.Limit);
            }
        });
        Assert.Equal(ShuffleErrorCode.MemoryExhausted, error.Code);
        await writers[0].DisposeAsync();
        await writers[^1].SetupAsync().AsTask().WaitAsync(Patience.Limit);
        await writers[^1].FinishAsync().AsTask().WaitAsync(Patience.Limit);
        foreach (IResultPartitionWriter writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    [Fact]
    public async Task CancelledInTheMiddleOfARecord_TheTornRecordIsNeverCommitted()
    {
        // The worker's answers stall behind its hello, so that credit runs out in the middle of a large record.
        await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Stall, false, 90));
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle(0, proxy.Port));
        using CancellationTokenSource cancel = new();
        Task emitting = writer.EmitRecordAsync(new byte[4 * 1024 * 1024], 0, cancel.Token).AsTask();
        Assert.False(emitting.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => emitting.WaitAsync(Patience.Limit));
        Task<PartitionReceipt> finishing = writer.FinishAsync().AsTask();
        proxy.Close();
        ShuffleException error = await Assert.ThrowsAnyAsync<ShuffleException>(() => finishing.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.WriteAborted, error.Code);
    }

    [Fact]
    public async Task Receipt_CountsWhatWasWritten()
    {
        await using TestExecutor executor = new();
        await using IResultPartitionWriter writer = await executor.ReadyWriterAsync(Shuffle());
        await writer.EmitRecordAsync(new byte[100], 1);
        await writer.BroadcastRecordAsync(new byte[10]);
        PartitionReceipt receipt = await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        Assert.Equal((2, 2L, 110L), (receipt.RegionCount, receipt.FrameCount, receipt.PayloadBytes));
        await _worker.ControlPlane.HearAsync(PartitionChangeKind.Committed, Shuffle().Allocation.Attempt);
    }

    private RemoteShuffleDescriptor Shuffle(int index = 0, int? port = null) => TestExecutor.Descriptor(_worker.At(port), index, 2);
}
