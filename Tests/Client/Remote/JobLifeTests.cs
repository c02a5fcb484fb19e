using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.Client.ControlPlane;

namespace ShuffleOrleans.Tests.Client.Remote;

/// <summary>A job is registered, kept alive, and ends once, by the engine's will or by a fatal error.</summary>
public sealed class JobLifeTests
{
    private static readonly ShuffleException Unavailable = new(ShuffleErrorCode.ControlPlaneUnavailable, "no answer");
    private static readonly ShuffleException Fenced = new(ShuffleErrorCode.JobInstanceFenced, "a newer instance is in charge");

    [Fact]
    public async Task Registration_CarriesNameInstanceAndChoices()
    {
        await using MasterHarness harness = MasterHarness.Create(options =>
        {
            options.AssignmentStrategy = "locality";
            options.HeartbeatTimeout = TimeSpan.FromMinutes(2);
        });
        Task registering = harness.Master.RegisterJobAsync(harness.Engine);

        ScriptedCall<JobRegistrationRequest, JobRegistration> call = await harness.ControlPlane.Registrations.NextAsync();
        call.Reply(Names.Registration(0));

        await registering;
        Assert.Equal(new JobRegistrationRequest(Names.Job, Names.Instance, "terasort", "locality", TimeSpan.FromMinutes(2)), call.Request);
    }

    [Fact]
    public async Task FailedRegistration_ReachesTheEngine_AndMayBeRepeated()
    {
        await using MasterHarness harness = MasterHarness.Create();
        Task first = harness.Master.RegisterJobAsync(harness.Engine);
        (await harness.ControlPlane.Registrations.NextAsync()).Fail(Unavailable);
        Assert.Same(Unavailable, await Assert.ThrowsAsync<ShuffleException>(() => first));

        Task second = harness.Master.RegisterJobAsync(harness.Engine);
        (await harness.ControlPlane.Registrations.NextAsync()).Reply(Names.Registration(0));

        await second;
    }

    [Fact]
    public async Task SecondRegistrationOfAJob_IsRefused()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => harness.Master.RegisterJobAsync(harness.Engine));

        Assert.Equal(ShuffleErrorCode.InvalidRequest, error.Code);
        Assert.Equal(1, harness.ControlPlane.Registrations.Count);
    }

    [Fact]
    public async Task Heartbeats_GoOnAfterAPassingFailure()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        await harness.Time.PassAsync(Names.HeartbeatInterval);
        (await harness.ControlPlane.Heartbeats.NextAsync()).Fail(Unavailable);
        await harness.Time.PassAsync(Names.HeartbeatInterval);

        ScriptedCall<JobHeartbeat, JobHeartbeatReply> second = await harness.ControlPlane.Heartbeats.NextAsync();
        second.Reply(new JobHeartbeatReply(10));

        Assert.Equal(new JobHeartbeat(Names.Job, Names.Instance), second.Request);
        Assert.Equal(0, harness.Engine.FatalErrorCount);
    }

    [Fact]
    public async Task FencedHeartbeat_IsFatal_AndEndsTheOtherLoops()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();
        await harness.Time.PassAsync(Names.HeartbeatInterval);

        (await harness.ControlPlane.Heartbeats.NextAsync()).Fail(Fenced);

        Assert.Same(Fenced, await harness.Engine.FatalErrorAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(poll.WaitAsync);
    }

    [Theory]
    [InlineData(ShuffleErrorCode.JobNotFound)]
    [InlineData(ShuffleErrorCode.JobInstanceFenced)]
    public async Task ExpiredOrFencedJob_IsFatalOnce_HoweverManyLoopsHearIt(ShuffleErrorCode code)
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        var error = new ShuffleException(code, "gone");
        await harness.Time.PassAsync(Names.HeartbeatInterval);
        ScriptedCall<JobHeartbeat, JobHeartbeatReply> heartbeat = await harness.ControlPlane.Heartbeats.NextAsync();
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();

        heartbeat.Fail(error);
        poll.Fail(error);

        Assert.Same(error, await harness.Engine.FatalErrorAsync());
        await harness.Master.DisposeAsync();
        Assert.Equal(1, harness.Engine.FatalErrorCount);
    }

    [Fact]
    public async Task Unregister_StopsTheLoops_FailsOpenCalls_AndEndsTheJob()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();
        Task<ShuffleDescriptor> open = harness.AskForPartition(0);

        Task ending = harness.Master.UnregisterJobAsync(Names.Job);
        ScriptedCall<JobUnregistration, bool> call = await harness.ControlPlane.Unregistrations.NextAsync();
        call.Reply(true);
        await ending;

        Assert.Equal(new JobUnregistration(Names.Job, Names.Instance), call.Request);
        Assert.True(poll.CancellationToken.IsCancellationRequested);
        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => open)).Code);
        Assert.Equal(ShuffleErrorCode.JobNotFound, (await Assert.ThrowsAsync<ShuffleException>(() => harness.AskForPartition(1))).Code);
        Assert.Equal(0, harness.Engine.FatalErrorCount);
    }

    [Fact]
    public async Task UnregisterThatFailed_MayBeRepeated_AndThenIsDone()
    {
        await using MasterHarness harness = await MasterHarness.WithJobAsync();
        Task first = harness.Master.UnregisterJobAsync(Names.Job);
        (await harness.ControlPlane.Unregistrations.NextAsync()).Fail(Unavailable);
        Assert.Same(Unavailable, await Assert.ThrowsAsync<ShuffleException>(() => first));

        Task second = harness.Master.UnregisterJobAsync(Names.Job);
        (await harness.ControlPlane.Unregistrations.NextAsync()).Reply(true);
        await second;
        await harness.Master.UnregisterJobAsync(Names.Job);

        Assert.Equal(2, harness.ControlPlane.Unregistrations.Count);
    }

    [Fact]
    public async Task Dispose_StopsTheLoops_AndEndsNoJob()
    {
        MasterHarness harness = await MasterHarness.WithJobAsync();
        ScriptedCall<PartitionEventQuery, PartitionEventBatch> poll = await harness.ControlPlane.Polls.NextAsync();
        Task<ShuffleDescriptor> open = harness.AskForPartition(0);

        await harness.Master.DisposeAsync();

        Assert.True(poll.CancellationToken.IsCancellationRequested);
        Assert.Equal(0, harness.ControlPlane.Unregistrations.Count);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => open);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.Master.RegisterJobAsync(harness.Engine));
        await harness.Master.DisposeAsync();
    }

    [Fact]
    public async Task MemoryOfATask_IsTheSumOverItsGatesAndPartitions()
    {
        await using MasterHarness harness = MasterHarness.Create(options =>
        {
            options.BytesPerInputGate = 10;
            options.BytesPerResultPartition = 4_000_000_000;
        });

        Assert.Equal(8_000_000_030, harness.Master.ComputeShuffleMemorySizeForTask(new TaskInputsOutputsDescriptor(3, 2)));
    }

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var options = new RemoteShuffleMasterOptions
        {
            EventWait = TimeSpan.FromSeconds(61),
            MaxEvents = 0,
            MaxBatch = 1001,
            MaxQueuedCalls = 0,
            BytesPerInputGate = -1,
            Storage = new StorageChoice((Durability)9, null),
        };

        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        string[] named = ["EventWait", "MaxEvents", "MaxBatch", "MaxQueuedCalls", "BytesPerInputGate", "Storage"];
        Assert.All(named, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }
}
