using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>A worker that serves two readers at once: however a reader ends, its place is free again.</summary>
public sealed class ReadChannelLimitTests : LiveWorkerTest
{
    private readonly SamplePartition _partition = SamplePartition.Mixed();

    private int Open => Worker.Worker.Server.OpenReadChannels;

    [Fact]
    public async Task OneTooMany_IsRefused_AndTheOthersGoOn()
    {
        (RawClient client, RawReader reader) = await OpenTwoAsync();
        await reader.OpenAsync(Entry(3));
        await reader.ReadToEndAsync(3);
        Assert.Equal((ShuffleErrorCode.TooManyChannels, 2), (reader.Failed[3].Code, Open));
        await reader.GrantAsync(1, _partition.Bytes.Length);
        await reader.ReadToEndAsync(1);
        Assert.Equal(_partition.Bytes, reader.BytesOf(1));
        Assert.Equal(1, Open);
        client.Dispose();
    }

    [Fact]
    public async Task LimitIsOfTheWorker_NotOfAConnection()
    {
        (RawClient client, RawReader reader) = await OpenTwoAsync();
        using RawClient other = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader refused = new(other);
        await refused.OpenAsync(Entry(1));
        await refused.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.TooManyChannels, refused.Failed[1].Code);
        await client.SayAsync(1, default(CloseReadMessage));
        await client.SettleAsync();
        await refused.OpenAsync(Entry(2) with { InitialCredit = RawReader.Plenty });
        await refused.ReadToEndsAsync();
        Assert.Equal(_partition.Bytes, refused.BytesOf(2));
        Assert.Equal(1, Open);
        Assert.Empty(reader.Failed);
        client.Dispose();
    }

    [Fact]
    public async Task ReadThatCannotBeOpened_TakesNoPlace()
    {
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        for (uint channel = 1; channel < 10; channel++)
        {
            await reader.OpenAsync(Entry(channel) with { Attempt = SamplePartition.NewAttempt() });
            await reader.ReadToEndsAsync();
            Assert.Equal((ShuffleErrorCode.PartitionNotFound, 0), (reader.Failed[channel].Code, Open));
        }
    }

    [Fact]
    public async Task LostConnection_GivesItsPlacesBack()
    {
        for (int i = 0; i < 3; i++)
        {
            (RawClient client, _) = await OpenTwoAsync();
            client.Dispose();
            await Worker.AssertIdleAsync();
        }
    }

    protected override void Configure(ShuffleWorkerOptions options) => options.Server.MaxReadChannels = 2;

    private OpenReadEntry Entry(uint channel) => new(channel, _partition.Attempt, _partition.All, 0, 0);

    private async Task<(RawClient Client, RawReader Reader)> OpenTwoAsync()
    {
        if (Worker.Worker.Load.Disks.Sum(disk => disk.StoredBytes) == 0)
        {
            await Worker.WriteAsync(_partition);
        }

        RawClient client = await Worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(Entry(1), Entry(2));
        await reader.TakeAsync();
        await reader.TakeAsync();
        Assert.Equal(2, Open);
        return (client, reader);
    }
}
