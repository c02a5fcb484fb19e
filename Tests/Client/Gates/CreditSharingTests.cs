using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Fixtures;

namespace ShuffleOrleans.Tests.Client.Gates;

/// <summary>Many channels over a window that could not hold a frame of each: all of them come to their end.</summary>
public sealed class CreditSharingTests : IAsyncLifetime
{
    private const int Channels = 300;
    private static readonly SubpartitionRange Range = new(0, 1);
    private readonly OutputModel[] _models = new OutputModel[Channels];
    private TestWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _worker = await TestWorker.StartAsync();
        await using TestExecutor executor = new();
        for (int index = 0; index < Channels; index++)
        {
            _models[index] = await executor.WriteAsync(Shuffle(index, _worker.Port), new Random(index), 40);
        }
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task ThreeHundredChannels_ComeThroughTwoMebibytes()
    {
        await using TestExecutor executor = new();
        await executor.MustReadAsync(Range, Shuffles(_worker.Port), _models);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ThreeHundredChannels_ComeThroughConnectionsThatBreak(int seed)
    {
        Random random = new(seed);
        int[] offsets = [.. Enumerable.Range(0, 20).Select(_ => random.Next(1000, 150_000))];
        await using ChaosProxy proxy = new(_worker.Port, number => number < offsets.Length ? new Fault(FaultKind.Cut, false, offsets[number]) : null);
        await using TestExecutor executor = new(options =>
        {
            options.Connections.MaxRetries = 100;
            options.Connections.FirstRetryPause = TimeSpan.Zero;
        });
        await executor.MustReadAsync(Range, Shuffles(proxy.Port), _models);
    }

    [Fact]
    public async Task LostConnection_CostsChannelsThatWaitNothing()
    {
        // So many wait to be opened that to go through them one inside the other would end the process.
        const int Waiting = 10_000;
        await using ChaosProxy proxy = new(_worker.Port, number => number == 0 ? new Fault(FaultKind.Cut, false, 100_000) : null);
        await using TestExecutor executor = new(options => options.Connections.MaxRetries = 1);
        await executor.MustReadAsync(
            SubpartitionRange.Single(0), [.. Enumerable.Repeat(Shuffle(0, proxy.Port), Waiting)], [.. Enumerable.Repeat(_models[0], Waiting)]);
        Assert.Equal(2, proxy.Connections.Count);
    }

    [Fact]
    public async Task BuffersThatTheTaskHolds_AreNotLentAgain()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, Shuffles(_worker.Port));
        GateReader reader = new(gate, Range);
        Queue<BufferOrEvent> held = new();
        while (await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                held.Enqueue(next);
                if (held.Count > 50)
                {
                    reader.Take(held.Dequeue());
                }
            }
        }

        while (held.TryDequeue(out BufferOrEvent last))
        {
            reader.Take(last);
        }

        reader.MustEqual(_models);
    }

    [Fact]
    public async Task TaskThatTakesNothing_HoldsNoMoreThanItsMemory()
    {
        await using TestExecutor executor = new();
        await using IInputGate gate = await executor.ReadyGateAsync(Range, Shuffles(_worker.Port));
        Assert.True(await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit));

        // Another gate reads all of it meanwhile, over the same connection: the one that stands still does not block it.
        await executor.MustReadAsync(Range, Shuffles(_worker.Port), _models);
        Assert.InRange(executor.Environment.Ledger.QuotaBuffers, 1, (2 * 1024 * 1024 / (64 * 1024)) + 4);
    }

    private RemoteShuffleDescriptor[] Shuffles(int port) => [.. Enumerable.Range(0, Channels).Select(index => Shuffle(index, port))];

    private RemoteShuffleDescriptor Shuffle(int index, int port) => TestExecutor.Descriptor(_worker.At(port), index, 2);
}
