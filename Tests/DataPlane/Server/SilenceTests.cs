using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>What time alone does to a connection, on a clock that the tests move.</summary>
public sealed class SilenceTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task NoHello_GetsAGoodbyeAfterTheHandshakeTime()
    {
        await using LiveWorker worker = await StartAsync();
        using RawClient greeted = await worker.GreetAsync(ConnectionDirection.Read);
        using RawClient silent = await RawClient.ConnectAsync(worker.Port.EndPoint);
        await silent.SendAsync(ConnectionPreamble.Bytes.ToArray());
        await silent.ReceivePreambleAsync();
        _time.Advance(Interval);
        await silent.ExpectGoodbyeAsync(ShuffleErrorCode.HandshakeTimeout);
        await greeted.SettleAsync();
    }

    [Fact]
    public async Task SilentClient_IsPinged_AndGivenUpAfterThreeIntervals()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes));
        await client.SettleAsync();

        // The client spoke in the first interval; three more without a word are too many.
        for (int interval = 0; interval < 4; interval++)
        {
            Assert.Equal(1, worker.Worker.Server.OpenConnections);
            _time.Advance(Interval);
        }

        Assert.Equal(MessageType.Ping, (await client.ReceiveAsync()).Type);
        await client.ExpectGoodbyeAfterPingsAsync(ShuffleErrorCode.KeepAliveTimeout);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task ClientThatSpeaks_IsKept()
    {
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        for (ulong i = 0; i < 10; i++)
        {
            _time.Advance(Interval);
            _time.Advance(Interval);
            await client.SettleAsync(i);
        }
    }

    [Fact]
    public async Task StoppingWorker_CutsOffAfterTheDrainTime()
    {
        SamplePartition partition = SamplePartition.Mixed();
        LiveWorker worker = await StartAsync();
        using RawClient idle = await worker.GreetAsync(ConnectionDirection.Write);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes));
        await client.SettleAsync();
        Task stopping = worker.DisposeAsync().AsTask();
        await idle.ExpectGoodbyeAsync(ShuffleErrorCode.WorkerStopping);
        await client.SayAsync(2, SamplePartition.Mixed().Open);
        await client.ExpectErrorAsync(2, ShuffleErrorCode.WorkerStopping);
        _time.Advance(Interval);
        RawMessage last = await client.ReceiveAsync();
        Assert.Contains(last.Type, new[] { MessageType.Ping, MessageType.Goodbye });
        await client.ReadToTheEndAsync();
        await stopping.OrFail();
        Assert.Empty(_directory.PartitionFiles);
    }

    private Task<LiveWorker> StartAsync() => LiveWorker.StartAsync(
        _directory,
        options =>
        {
            options.Server.HandshakeTimeout = Interval;
            options.Server.KeepAliveInterval = Interval;
            options.Server.DrainTimeout = Interval;
        },
        time: _time);
}
