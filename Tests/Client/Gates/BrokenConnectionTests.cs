using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>Connections that break while a gate reads: it goes on at the same frame, and the task sees no difference.</summary>
public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private static readonly SubpartitionRange Range = new(1, 4);
    private TestWorker _worker = null!;
    private RemoteShuffleDescriptor[] _shuffles = null!;
    private OutputModel[] _models = null!;

    public async Task InitializeAsync()
    {
        _worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        _shuffles = [.. Enumerable.Range(0, 3).Select(index => TestExecutor.Descriptor(_worker.At(), index, 6))];
        _models = await Task.WhenAll(_shuffles.Select((shuffle, index) => executor.WriteAsync(shuffle, new Random(index), 300)));
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task CutAtEveryMessageBoundary_IsNotNoticed()
    {
        long[] boundaries = await BoundariesAsync();
        Assert.True(boundaries.Length > 10, $"Only {boundaries.Length} messages.");
        foreach (long boundary in boundaries)
        {
            await MustReadThroughAsync(number => number == 0 ? new Fault(FaultKind.Cut, false, boundary) : null);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CutsInsideOfBodiesAgainAndAgain_CostNoMemory(int seed)
    {
        const int Cuts = 40;
        await using TestExecutor executor = new(options => options.Connections.MaxRetries = 100);
        OutputModel model = new(6);
        RemoteShuffleDescriptor shuffle = TestExecutor.Descriptor(_worker.At(), 9, 6);
        await using (IResultPartitionWriter writer = await executor.ReadyWriterAsync(shuffle))
        {
            for (int i = 0; i < 100; i++)
            {
                byte[] record = new byte[150_000];
                new Random(i).NextBytes(record);
                await model.EmitAsync(writer, record, 1 + (i % 4)).WaitAsync(Patience.Limit);
            }

            await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        }

        // Far enough for a whole frame each time, and less than all of it together: every cut finds a connection.
        Random random = new(seed);
        int[] offsets = [.. Enumerable.Range(0, Cuts).Select(_ => random.Next(70_000, 300_000))];
        await using ChaosProxy proxy = new(_worker.Port, number => number < Cuts ? new Fault(FaultKind.Cut, false, offsets[number]) : null);
        await executor.MustReadAsync(Range, [TestExecutor.Descriptor(_worker.At(proxy.Port), 9, 6)], [model]);
        Assert.Equal(Cuts + 1, proxy.Connections.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(60)]
    [InlineData(82)]
    [InlineData(90)]
    [InlineData(300)]
    public async Task CutOfWhatGoesToTheWorker_IsNotNoticed(long offset) =>
        await MustReadThroughAsync(number => number == 0 ? new Fault(FaultKind.Cut, true, offset) : null);

    private async Task MustReadThroughAsync(Func<int, Fault?> faultOf)
    {
        await using ChaosProxy proxy = new(_worker.Port, faultOf);
        await using TestExecutor executor = new(options => options.Connections.MaxRetries = 100);
        await executor.MustReadAsync(Range, Through(proxy), _models);
    }

    // The ends of the messages that a reader of all of it gets, found by reading once without faults.
    private async Task<long[]> BoundariesAsync()
    {
        await using ChaosProxy proxy = new(_worker.Port, _ => null);
        await using (TestExecutor executor = new())
        {
            await executor.MustReadAsync(Range, Through(proxy), _models);
        }

        ProxiedConnection connection = Assert.Single(proxy.Connections);
        await connection.Ended;
        ReadOnlyMemory<byte> seen = connection.Seen(toWorker: false);
        List<long> boundaries = [0];
        for (int at = ConnectionPreamble.Length; at < seen.Length;)
        {
            boundaries.Add(at);
            Assert.True(MessageHeader.TryRead(seen.Span[at..], out MessageHeader header));
            at += MessageHeader.Length + header.BodyLength;
        }

        return [.. boundaries];
    }

    private RemoteShuffleDescriptor[] Through(ChaosProxy proxy) =>
        [.. _shuffles.Select((_, index) => TestExecutor.Descriptor(_worker.At(proxy.Port), index, 6))];
}
