using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>What cannot be read ends in a typed error that names the producer to run again, never in less data.</summary>
public sealed class GateErrorTests : IAsyncLifetime
{
    private static readonly SubpartitionRange Range = new(0, 3);
    private TestWorker _worker = null!;
    private RemoteShuffleDescriptor _shuffle = null!;
    private OutputModel _model = null!;

    public async Task InitializeAsync()
    {
        _worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        _shuffle = TestExecutor.Descriptor(_worker.At(), 0, 4, attempt: 1, epoch: 2);
        _model = await executor.WriteAsync(_shuffle, new Random(3), 600);
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task UnknownPartition_IsNotFound()
    {
        RemoteShuffleDescriptor nothing = TestExecutor.Descriptor(_worker.At(), 5, 4);
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>(_shuffle, nothing);
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, error.Code);
        Assert.Equal(nothing.ResultPartition, error.Partition);
    }

    [Fact]
    public async Task ReleasedPartition_IsNotFound()
    {
        await _worker.ControlPlane.ReleaseAsync(_shuffle.Allocation.Attempt);
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>(_shuffle);
        Assert.Equal(_shuffle.ResultPartition, error.Partition);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task StaleAttempt_IsNotFound(int attempt, long epoch)
    {
        PartitionNotFoundException error = await FailureAsync<PartitionNotFoundException>(TestExecutor.Descriptor(_worker.At(), 0, 4, attempt, epoch));
        Assert.Equal(new ResultPartitionId(_shuffle.ResultPartition.DataSet, 0, attempt), error.Partition);
    }

    [Fact]
    public async Task WorkerWhoseFramesAreTooLongForTheGate_IsATypedError()
    {
        await using TestWorker large = await TestWorker.StartAsync(worker =>
        {
            worker.Memory.BufferBytes = 1024 * 1024;
            worker.Server.MaxConnections = 8;
            worker.Server.MaxWriteChannels = 8;
        });
        await using TestExecutor executor = new(options => options.Gates.MemoryPerGateBytes = 2 * 1024 * 1024);
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(large.At(), 0, 4);
        await executor.WriteAsync(shuffle, new Random(3), 10);
        await using IInputGate gate = await executor.ReadyGateAsync(Range, shuffle);
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.MemoryExhausted, error.Code);
    }

    [Fact]
    public async Task RangeBeyondThePartition_IsATypedError()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(new SubpartitionRange(2, 4), _shuffle);
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.SubpartitionOutOfRange, error.Code);
    }

    [Fact]
    public async Task UnfinishedPartition_IsTriedAgainUntilItIsCommitted()
    {
        await using TestExecutor executor = new(options => options.Connections.MaxRetries = 100);
        RemoteShuffleDescriptor late = TestExecutor.Descriptor(_worker.At(), 8, 4);
        IResultPartitionWriter writer = await executor.ReadyWriterAsync(late);
        await _worker.ControlPlane.HearAsync(PartitionChangeKind.Writing, late.Allocation.Attempt);
        OutputModel model = new(4);
        await model.WriteRandomAsync(writer, new Random(5), 100);
        await using IInputGate gate = await executor.ReadyGateAsync(Range, late);
        GateReader reader = new(gate, Range);
        Task reading = reader.ReadToEndAsync();
        await writer.FinishAsync();
        await writer.DisposeAsync();
        await reading.WaitAsync(Patience.Limit);
        reader.MustEqual([model]);
    }

    [Fact]
    public async Task WorkerGoneForGood_IsATypedErrorAfterBoundedRetries()
    {
        await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Stall, false, 5_000));
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4, 1, 2));
        Task reading = new GateReader(gate, Range).ReadToEndAsync();
        await (await proxy.ConnectionAsync(0).WaitAsync(Patience.Limit)).Struck.WaitAsync(Patience.Limit);
        proxy.Close();
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => reading.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ConnectFailed, error.Code);
        Assert.Equal(_shuffle.ResultPartition, error.Partition);
    }

    [Fact]
    public async Task WorkerThatAlwaysCutsAtTheSameByte_IsATypedErrorAfterBoundedRetries()
    {
        await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Cut, false, 150));
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4, 1, 2));
        PartitionException error = await Assert.ThrowsAnyAsync<PartitionException>(() => gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ConnectionLost, error.Code);
        Assert.InRange(proxy.Connections.Count, 2, 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task FlippedBits_NeverGiveWrongData(int seed)
    {
        Random random = new(seed);
        int right = 0;
        for (int i = 0; i < 25; i++)
        {
            bool toWorker = random.Next(3) == 0;
            long offset = toWorker ? random.Next(400) : random.Next(random.Next(2) == 0 ? 1000 : 200_000);
            await using ChaosProxy proxy = new(_worker.Port, number => number == 0 ? new Fault(FaultKind.Flip, toWorker, offset) : null);
            await using TestExecutor executor = new();
            try
            {
                await executor.MustReadAsync(Range, [TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4, 1, 2)], [_model]);
                right++;
            }
            catch (ShuffleException e)
            {
                Assert.NotEqual(ShuffleErrorCode.InternalError, e.Code);
            }
        }

        Assert.NotEqual(0, right);
    }

    [Fact]
    public async Task AttemptThatReplacesAnotherHalfRead_DoesNotMixWithIt()
    {
        await using ChaosProxy proxy = new(_worker.Port, number => number == 0 ? new Fault(FaultKind.Stall, false, 140_000) : null);
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4, 1, 2));
        Task reading = new GateReader(gate, Range).ReadToEndAsync();
        ProxiedConnection first = await proxy.ConnectionAsync(0).WaitAsync(Patience.Limit);
        await first.Struck.WaitAsync(Patience.Limit);
        RemoteShuffleDescriptor again = TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4, attempt: 2, epoch: 3);
        await executor.WriteAsync(again with { Allocation = again.Allocation with { Locations = [_worker.At()] } }, new Random(9), 600);
        Assert.True(executor.Environment.UpdatePartitionInfo(again));
        first.Cut();
        PartitionNotFoundException error = await Assert.ThrowsAsync<PartitionNotFoundException>(() => reading.WaitAsync(Patience.Limit));
        Assert.Equal(ShuffleErrorCode.ReceiptMismatch, error.Code);
    }

    private async Task<TError> FailureAsync<TError>(params RemoteShuffleDescriptor[] shuffles)
        where TError : Exception
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, shuffles);
        return await Assert.ThrowsAsync<TError>(() => new GateReader(gate, Range).ReadToEndAsync().WaitAsync(Patience.Limit));
    }
}
