using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>A gate from setup to dispose, used right and wrong. Every test's executor asserts that all memory came back.</summary>
public sealed class GateLifeTests : IAsyncLifetime
{
    private static readonly SubpartitionRange Range = new(0, 3);
    private TestWorker _worker = null!;
    private RemoteShuffleDescriptor _shuffle = null!;
    private OutputModel _model = null!;

    public async Task InitializeAsync()
    {
        _worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        _shuffle = TestExecutor.Descriptor(_worker.At(), 0, 4);
        _model = await executor.WriteAsync(_shuffle, new Random(3), 3000);
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task PollBeforeSetup_IsRefused()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = executor.Gate(Range, _shuffle);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await gate.WaitToPollAsync());
        Assert.Throws<InvalidOperationException>(() => gate.TryPollNext(out _));
    }

    [Fact]
    public async Task SecondSetup_IsRefused()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await gate.SetupAsync());
    }

    [Fact]
    public async Task UseAfterDispose_IsRefused()
    {
        await using TestExecutor executor = new();
        IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
        await gate.DisposeAsync();
        await gate.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await gate.WaitToPollAsync());
        Assert.Throws<ObjectDisposedException>(() => gate.TryPollNext(out _));
    }

    [Fact]
    public async Task BufferGivenBackTwice_Throws()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
        Assert.True(await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.True(gate.TryPollNext(out BufferOrEvent next));
        next.Buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(next.Buffer.Dispose);
        Assert.Throws<ObjectDisposedException>(() => next.Buffer.Memory);
    }

    [Fact]
    public async Task BufferOutlivesItsGate()
    {
        await using TestExecutor executor = new();
        IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
        Assert.True(await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));
        Assert.True(gate.TryPollNext(out BufferOrEvent next));
        byte[] before = next.Buffer.Memory.ToArray();
        await gate.DisposeAsync();
        Assert.Equal(before, next.Buffer.Memory.ToArray());
        next.Buffer.Dispose();
    }

    [Fact]
    public async Task DisposeWithoutUse_GivesAllMemoryBack()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
        Assert.Equal(0, executor.Environment.Ledger.InUseBuffers);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000)]
    [InlineData(70_000)]
    [InlineData(300_000)]
    public async Task DisposeWhileABodyComesIn_GivesAllMemoryBack(long stallAt)
    {
        await using ChaosProxy proxy = new(_worker.Port, _ => new Fault(FaultKind.Stall, false, stallAt));
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, TestExecutor.Descriptor(_worker.At(proxy.Port), 0, 4));
        Task<bool> waiting = gate.WaitToPollAsync().AsTask();
        ProxiedConnection connection = await proxy.ConnectionAsync(0).WaitAsync(Patience.Limit);
        await connection.Struck.WaitAsync(Patience.Limit);
        await gate.DisposeAsync().AsTask().WaitAsync(Patience.Limit);
        await waiting.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task DisposeInTheMiddle_LeavesTheConnectionToOthers()
    {
        await using TestExecutor executor = new();
        for (int buffers = 0; buffers < 20; buffers++)
        {
            await using IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle);
            GateReader reader = new(gate, Range);
            for (int i = 0; i < buffers; i++)
            {
                Assert.True(await reader.ReadOneAsync().WaitAsync(Patience.Limit));
            }
        }

        await executor.MustReadAsync(Range, [_shuffle], [_model]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnknownProducer_IsWaitedFor(bool polledBefore)
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, new UnknownShuffleDescriptor(_shuffle.ResultPartition));
        Task<bool>? waiting = polledBefore ? gate.WaitToPollAsync().AsTask() : null;
        Assert.True(executor.Environment.UpdatePartitionInfo(_shuffle));
        if (waiting is not null)
        {
            Assert.True(await waiting.WaitAsync(Patience.Limit));
        }

        GateReader reader = new(gate, Range);
        await reader.ReadToEndAsync().WaitAsync(Patience.Limit);
        reader.MustEqual([_model]);
    }

    [Fact]
    public async Task UnknownProducerBesideKnownOnes_IsWaitedFor()
    {
        await using TestExecutor executor = new();
        RemoteShuffleDescriptor late = TestExecutor.Descriptor(_worker.At(), 1, 4);
        OutputModel lateModel = await executor.WriteAsync(late, new Random(4), 500);
        await using IInputGate gate = await executor.ReadyGateAsync(Range, _shuffle, new UnknownShuffleDescriptor(late.ResultPartition));
        GateReader reader = new(gate, Range);
        Assert.True(await reader.ReadOneAsync().WaitAsync(Patience.Limit));
        Assert.True(executor.Environment.UpdatePartitionInfo(late));
        await reader.ReadToEndAsync().WaitAsync(Patience.Limit);
        reader.MustEqual([_model, lateModel]);
    }

    [Fact]
    public async Task UpdateThatNobodyWaitsFor_SaysSo()
    {
        await using TestExecutor executor = new();
        Assert.False(executor.Environment.UpdatePartitionInfo(_shuffle));
        await using (await executor.ReadyGateAsync(Range, _shuffle))
        {
            Assert.True(executor.Environment.UpdatePartitionInfo(_shuffle));
            Assert.False(executor.Environment.UpdatePartitionInfo(TestExecutor.Descriptor(_worker.At(), 7, 4)));
        }

        Assert.False(executor.Environment.UpdatePartitionInfo(_shuffle));
    }

    [Fact]
    public async Task NoMemoryLeft_IsATypedErrorAndNothingIsKept()
    {
        await using TestExecutor executor = new(options => options.Memory.BudgetBytes = 16L * 1024 * 1024);
        List<IInputGate> gates = [];
        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(async () =>
        {
            while (true)
            {
                gates.Add(executor.Gate(Range, _shuffle));
                await gates[^1].SetupAsync();
            }
        });
        Assert.Equal(ShuffleErrorCode.MemoryExhausted, error.Code);
        foreach (IInputGate gate in gates)
        {
            await gate.DisposeAsync();
        }

        await executor.MustReadAsync(Range, [_shuffle], [_model]);
    }
}
