using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>What a client asks is what the control plane hears, and what it answers is what the client gets, field for field.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task RegisterJob_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        var reply = new JobRegistration(Samples.Job, Samples.Instance, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(90_001), 42);
        host.Script.AnswerWith(reply);

        Assert.Equal(reply, await host.Client.RegisterJobAsync(Samples.Registration, default));
        Assert.Equal(Samples.Registration, host.Script.OnlyRequest);
    }

    [Fact]
    public async Task RegisterJob_WithoutChoices_LeavesThemToTheService()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new JobRegistration(Samples.Job, Samples.Instance, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), 0));
        var request = new JobRegistrationRequest(Samples.Job, Samples.Instance, "");

        await host.Client.RegisterJobAsync(request, default);

        Assert.Equal(request, host.Script.OnlyRequest);
    }

    /// <summary>What a client that names only half of its choice, or none, means by it.</summary>
    [Theory]
    [InlineData("", Durability.PageCache, null)]
    [InlineData(",\"storage\":{}", Durability.PageCache, null)]
    [InlineData(",\"storage\":{\"durability\":\"Memory\"}", Durability.Memory, null)]
    [InlineData(",\"storage\":{\"preferredDiskKind\":\"Hdd\"}", Durability.PageCache, DiskKind.Hdd)]
    public async Task RegisterJob_WithPartOfAStorageChoice_MeansTheDefaultForTheRest(string storage, Durability durability, DiskKind? preferred)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new JobRegistration(Samples.Job, Samples.Instance, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), 0));

        using HttpResponseMessage response = await Requests.SendAsync(
            host, HttpMethod.Put, $"/v1/control/jobs/{Samples.Job}", $$"""{"instance":"{{Samples.Instance}}"{{storage}}}""");

        response.EnsureSuccessStatusCode();
        Assert.Equal(new StorageChoice(durability, preferred), Assert.IsType<JobRegistrationRequest>(host.Script.OnlyRequest).Storage);
    }

    [Fact]
    public async Task Heartbeat_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new JobHeartbeatReply(11));

        Assert.Equal(new JobHeartbeatReply(11), await host.Client.HeartbeatJobAsync(new JobHeartbeat(Samples.Job, Samples.Instance), default));
        Assert.Equal(new JobHeartbeat(Samples.Job, Samples.Instance), host.Script.OnlyRequest);
    }

    [Fact]
    public async Task UnregisterJob_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new object());

        await host.Client.UnregisterJobAsync(new JobUnregistration(Samples.Job, Samples.Instance), default);

        Assert.Equal(new JobUnregistration(Samples.Job, Samples.Instance), host.Script.OnlyRequest);
    }

    [Fact]
    public async Task Allocate_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new PartitionAllocationReply([Samples.Allocation]));
        PartitionRequest[] wanted =
        [
            new(Samples.DataSet, DataPartitionKind.Map, 7, 2, 17, "executor-3"),
            new(Samples.DataSet, DataPartitionKind.Reduce, 8, 0, 1),
        ];

        PartitionAllocationReply reply = await host.Client.AllocatePartitionsAsync(new(Samples.Job, Samples.Instance, wanted), default);

        var heard = Assert.IsType<PartitionAllocationRequest>(host.Script.OnlyRequest);
        Assert.Equal((Samples.Job, Samples.Instance), (heard.Job, heard.Instance));
        Assert.Equal(wanted, heard.Partitions);
        AssertSame(Samples.Allocation, Assert.Single(reply.Allocations));
    }

    [Fact]
    public async Task FullBatch_FitsTheBodyLimit()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new PartitionAllocationReply([]));
        string longestHostName = new('h', 253);
        PartitionRequest[] wanted = [.. Enumerable.Range(int.MaxValue - 1000, PartitionAllocationRequest.MaxPartitions)
            .Select(index => new PartitionRequest(Samples.DataSet, DataPartitionKind.Reduce, index, int.MaxValue, int.MaxValue, longestHostName))];

        await host.Client.AllocatePartitionsAsync(new(Samples.Job, Samples.Instance, wanted), default);

        Assert.Equal(wanted, Assert.IsType<PartitionAllocationRequest>(host.Script.OnlyRequest).Partitions);
    }

    [Fact]
    public async Task Release_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new object());

        await host.Client.ReleasePartitionsAsync(new(Samples.Job, Samples.Instance, [Samples.Attempt]), default);

        var heard = Assert.IsType<PartitionReleaseRequest>(host.Script.OnlyRequest);
        Assert.Equal((Samples.Job, Samples.Instance), (heard.Job, heard.Instance));
        Assert.Equal([Samples.Attempt], heard.Attempts);
    }

    [Fact]
    public async Task List_RoundTrips()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new PartitionListReply([new PartitionStatus(Samples.Allocation, PartitionState.Committed, Samples.Receipt)], 9, 33));
        var request = new PartitionListRequest(Samples.Job, Samples.DataSet, 20, 1000);

        PartitionListReply reply = await host.Client.ListPartitionsAsync(request, default);

        Assert.Equal(request, host.Script.OnlyRequest);
        PartitionStatus status = Assert.Single(reply.Partitions);
        AssertSame(Samples.Allocation, status.Allocation);
        Assert.Equal((PartitionState.Committed, Samples.Receipt, 9, 33), (status.State, status.Receipt, reply.TotalCount, reply.LastEventSequence));
    }

    [Fact]
    public async Task List_OfAllDataSets_SendsNone()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new PartitionListReply([], 0, 0));
        var request = new PartitionListRequest(Samples.Job, null, 0, 1);

        await host.Client.ListPartitionsAsync(request, default);

        Assert.Equal(request, host.Script.OnlyRequest);
    }

    [Fact]
    public async Task Events_RoundTrip()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        var at = new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);
        PartitionEvent[] events =
        [
            new(100, at, PartitionEventKind.Committed, Samples.Attempt, Samples.Worker, Samples.Receipt, ""),
            new(101, at, PartitionEventKind.Lost, Samples.Attempt, Samples.Worker, null, "disk [SSD]/a failed"),
        ];
        host.Script.AnswerWith(new PartitionEventBatch(events, true, 101));
        var query = new PartitionEventQuery(Samples.Job, Samples.Instance, 99, 1000, TimeSpan.FromMilliseconds(59_999));

        PartitionEventBatch batch = await host.Client.GetPartitionEventsAsync(query, default);

        Assert.Equal(query, host.Script.OnlyRequest);
        Assert.Equal(events, batch.Events);
        Assert.Equal((true, 101), (batch.Missed, batch.LastSequence));
    }

    private static void AssertSame(PartitionAllocation expected, PartitionAllocation actual)
    {
        Assert.Equal((expected.Attempt, expected.SubpartitionCount, expected.Storage), (actual.Attempt, actual.SubpartitionCount, actual.Storage));
        Assert.Equal(expected.Locations, actual.Locations);
    }
}
