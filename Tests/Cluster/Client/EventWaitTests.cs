namespace ShuffleOrleans.Tests.Cluster.Client;

/// <summary>How a waiting query hears of events, and what becomes of its subscription.</summary>
public sealed class EventWaitTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task QueryThatDoesNotWait_TakesNoSubscription()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(TimeSpan.Zero);

        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());

        Assert.Empty((await query).Events);
        Assert.Equal(0, client.Cluster.TriedSubscriptions);
    }

    [Fact]
    public async Task EventOfTheStream_MakesItAskAgain()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedSubscription stream = await SettleAsync(client);

        stream.Publish(5);
        (await client.Calls.NextAsync()).Reply(TestClient.One(5));

        Assert.Equal(5, Assert.Single((await query.WaitAsync(Patience.Limit)).Events).Sequence);
    }

    [Fact]
    public async Task EventDuringAnAnswer_IsNotMissed()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedCall look = await client.Calls.NextAsync();
        ScriptedSubscription stream = await client.Cluster.NextSubscriptionAsync();
        stream.Publish(5);
        look.Reply(TestClient.Nothing());

        (await client.Calls.NextAsync()).Reply(TestClient.One(5));

        Assert.Single((await query.WaitAsync(Patience.Limit)).Events);
        stream.Stand();
    }

    [Fact]
    public async Task SubscriptionThatStands_MakesItAskAgain()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedCall look = await client.Calls.NextAsync();
        (await client.Cluster.NextSubscriptionAsync()).Stand();
        look.Reply(TestClient.Nothing());

        (await client.Calls.NextAsync()).Reply(TestClient.One(5));

        Assert.Single((await query.WaitAsync(Patience.Limit)).Events);
    }

    [Fact]
    public async Task LostMessageOfTheStream_IsMadeUpForByTheSafetyInterval()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        await SettleAsync(client);
        client.Time.Advance(Safety);

        (await client.Calls.NextAsync()).Reply(TestClient.One(5));

        Assert.Single((await query.WaitAsync(Patience.Limit)).Events);
    }

    [Fact]
    public async Task WithoutEvents_TheAnswerComesWhenTheWaitIsOver()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(TimeSpan.FromSeconds(3));
        await SettleAsync(client, TimeSpan.FromSeconds(3));
        client.Time.Advance(TimeSpan.FromSeconds(3));

        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());

        Assert.Empty((await query.WaitAsync(Patience.Limit)).Events);
    }

    [Fact]
    public async Task FailedSubscription_IsNoError_AndIsTriedAgainLater()
    {
        await using TestClient client = new();
        client.Cluster.FailSubscriptions(1);
        Task<PartitionEventBatch> first = client.AskEventsAsync(Safety);
        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());
        await client.Time.PassAsync(Safety);
        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());
        Assert.Empty((await first.WaitAsync(Patience.Limit)).Events);
        client.Time.Advance(TimeSpan.FromSeconds(30));

        // When the failure has been noted is not seen from here: the queries go on until one subscribes.
        using CancellationTokenSource limit = new(Patience.Limit);
        Task<ScriptedSubscription> subscription = client.Cluster.NextSubscriptionAsync();
        while (!subscription.IsCompleted)
        {
            Task<PartitionEventBatch> next = client.AskEventsAsync(Safety, cancellationToken: limit.Token);
            (await client.Calls.NextAsync()).Reply(TestClient.One(5));
            await next.WaitAsync(Patience.Limit);
        }

        (await subscription).Stand();
        Assert.Equal(2, client.Cluster.TriedSubscriptions);
    }

    [Fact]
    public async Task QueriesOfAJob_ShareOneSubscription_WhichStays()
    {
        await using TestClient client = new();
        for (int i = 0; i < 3; i++)
        {
            Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
            (await client.Calls.NextAsync()).Reply(TestClient.One(5));
            await query.WaitAsync(Patience.Limit);
        }

        (await client.Cluster.NextSubscriptionAsync()).Stand();
        Assert.Equal((1, 1), (client.Cluster.TriedSubscriptions, client.Cluster.StandingSubscriptions));
    }

    [Theory]
    [InlineData(ShuffleErrorCode.JobNotFound)]
    [InlineData(ShuffleErrorCode.JobInstanceFenced)]
    public async Task JobThatIsGone_EndsItsSubscription(ShuffleErrorCode code)
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedSubscription stream = (await client.Cluster.NextSubscriptionAsync()).Stand();

        (await client.Calls.NextAsync()).Fail(new ShuffleException(code, "gone"));

        Assert.Equal(code, (await Assert.ThrowsAsync<ShuffleException>(() => query.WaitAsync(Patience.Limit))).Code);
        await stream.Ended.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task EndOfTheJob_EndsItsSubscription_AndWhoWaitsAsks()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedSubscription stream = await SettleAsync(client);
        Task end = client.ControlPlane.UnregisterJobAsync(new JobUnregistration(TestClient.Job, TestClient.Instance), default);
        (await client.Calls.NextAsync()).Reply(null);
        await end.WaitAsync(Patience.Limit);

        (await client.Calls.NextAsync()).Fail(new ShuffleException(ShuffleErrorCode.JobNotFound, "ended"));

        await Assert.ThrowsAsync<ShuffleException>(() => query.WaitAsync(Patience.Limit));
        await stream.Ended.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task SilentJob_IsNotListenedToForEver()
    {
        await using TestClient client = new(options => options.SubscriptionIdleTime = TimeSpan.FromMinutes(1));
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedSubscription stream = (await client.Cluster.NextSubscriptionAsync()).Stand();
        (await client.Calls.NextAsync()).Reply(TestClient.One(5));
        await query.WaitAsync(Patience.Limit);

        client.Time.Advance(TimeSpan.FromMinutes(1));

        await stream.Ended.WaitAsync(Patience.Limit);
        Assert.Equal(0, client.ControlPlane.SubscriptionCount);
    }

    [Fact]
    public async Task End_EndsAllSubscriptions()
    {
        await using TestClient client = new();
        Task<PartitionEventBatch> query = client.AskEventsAsync(Long);
        ScriptedSubscription stream = await SettleAsync(client);

        await client.ControlPlane.DisposeAsync();

        Assert.True(stream.Ended.IsCompleted);
        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(() => query.WaitAsync(Patience.Limit))).Code);
    }

    [Fact]
    public async Task BeyondTheLimit_AQueryWaitsWithoutASubscription()
    {
        await using TestClient client = new(options => options.MaxSubscriptions = 1);
        Task<PartitionEventBatch> first = client.AskEventsAsync(Long);
        await SettleAsync(client);
        Task<PartitionEventBatch> other = client.AskEventsAsync(TimeSpan.FromSeconds(2), job: JobId.FromGuid(Guid.NewGuid()));
        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());
        await client.Time.PassAsync(TimeSpan.FromSeconds(2));

        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());

        Assert.Empty((await other.WaitAsync(Patience.Limit)).Events);
        Assert.Equal(1, client.Cluster.TriedSubscriptions);
        Assert.False(first.IsCompleted);
    }

    /// <summary>Answers with nothing until the query rests: it looked, the subscription stands, it looked once more for that, and waits.</summary>
    private static async Task<ScriptedSubscription> SettleAsync(TestClient client, TimeSpan? wait = null)
    {
        ScriptedCall look = await client.Calls.NextAsync();
        ScriptedSubscription stream = (await client.Cluster.NextSubscriptionAsync()).Stand();
        look.Reply(TestClient.Nothing());
        await client.Time.BegunAsync(wait ?? Safety);
        (await client.Calls.NextAsync()).Reply(TestClient.Nothing());
        await client.Time.BegunAsync(wait ?? Safety);
        return stream;
    }
}
