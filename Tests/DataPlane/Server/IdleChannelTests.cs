using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>Channels that move nothing, on a clock that the tests move. The keepalive is too slow to matter.</summary>
public sealed class IdleChannelTests : IDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    // The worker looks four times in an idle time, so it may see the silence a quarter late.
    private static readonly TimeSpan Late = IdleTime / 4;

    private readonly TempDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SamplePartition _partition = SamplePartition.Mixed();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SilentWriter_IsEndedAfterTheIdleTime_AndNothingIsLeft()
    {
        await using LiveWorker worker = await StartAsync(IdleTime);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, _partition.Open).Data(1, _partition.Frames[0].Bytes));
        await client.SettleAsync();
        _time.Advance(IdleTime);
        await client.SettleAsync();
        Assert.Equal(1, worker.Worker.Server.OpenWriteChannels);
        _time.Advance(Late);
        await client.ExpectErrorAsync(1, ShuffleErrorCode.ChannelIdle);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, _partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        await new RawWriter(client, 2, SamplePartition.Mixed()).WriteAllAsync();
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task WriterThatSendsNowAndThen_IsKept()
    {
        await using LiveWorker worker = await StartAsync(IdleTime);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SayAsync(1, _partition.Open);
        foreach (SampleFrame frame in _partition.Frames)
        {
            await client.SendAsync(new Script().Data(1, frame.Bytes));
            await client.SettleAsync();
            _time.Advance(IdleTime);
        }

        await new RawWriter(client, 1, _partition).FinishAsync();
    }

    [Fact]
    public async Task SilentReader_IsEndedAfterTheIdleTime_AndOthersOfItsConnectionGoOn()
    {
        await using LiveWorker worker = await StartAsync(IdleTime);
        await worker.WriteAsync(_partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        await client.SettleAsync();
        _time.Advance(IdleTime);
        Assert.Equal(1, worker.Worker.Server.OpenReadChannels);
        await reader.OpenAsync(new OpenReadEntry(2, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        _time.Advance(Late);
        await reader.ReadToEndAsync(1);
        Assert.Equal(ShuffleErrorCode.ChannelIdle, reader.Failed[1].Code);
        Assert.Equal(1, worker.Worker.Server.OpenReadChannels);
        await reader.GrantAsync(2, _partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, reader.BytesOf(2));
        client.Dispose();
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task ReaderThatGrantsNowAndThen_IsKept_HoweverLittleItGrants()
    {
        await using LiveWorker worker = await StartAsync(IdleTime);
        await worker.WriteAsync(_partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        for (int i = 0; i < 10; i++)
        {
            await reader.GrantAsync(1, 1);
            await client.SettleAsync();
            _time.Advance(IdleTime);
        }

        await reader.GrantAsync(1, _partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task InfiniteTime_LeavesIdleChannelsAlone()
    {
        await using LiveWorker worker = await StartAsync(Timeout.InfiniteTimeSpan);
        await worker.WriteAsync(_partition);
        using RawClient reading = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(reading);
        await reader.OpenAsync(new OpenReadEntry(1, _partition.Attempt, _partition.All, 0, 0));
        await reader.TakeAsync();
        using RawClient writing = await worker.GreetAsync(ConnectionDirection.Write);
        SamplePartition another = SamplePartition.Mixed();
        await writing.SayAsync(1, another.Open);
        _time.Advance(TimeSpan.FromHours(23));
        await writing.SettleAsync();
        await new RawWriter(writing, 1, another).SendFramesAsync();
        await new RawWriter(writing, 1, another).FinishAsync();
        await reader.GrantAsync(1, _partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, reader.BytesOf(1));
    }

    private Task<LiveWorker> StartAsync(TimeSpan idleTime) => LiveWorker.StartAsync(
        _directory,
        options =>
        {
            options.Server.KeepAliveInterval = TimeSpan.FromHours(24);
            options.Server.MaxChannelIdleTime = idleTime;

            // A check of the disk takes real time, while hours pass here: that must not count as a disk that hangs.
            options.Storage.HealthCheckInterval = TimeSpan.FromHours(1);
            options.Storage.BadHealthChecks = 100;
        },
        time: _time);
}
