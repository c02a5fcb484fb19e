using System.Text.Json;
using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Jobs;
using ShuffleOrleans.Grains.State;
using ShuffleOrleans.Tests.Cluster.Partitions;

namespace ShuffleOrleans.Tests.Cluster.Jobs;

/// <summary>
/// An activation of a job's grain that began before the job was registered, by another one that it knows nothing of: it must not act upon its empty memory.
/// </summary>
public sealed class SecondActivationTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private readonly JobId _job = new(Guid.NewGuid());
    private readonly JobInstanceId _instance = new(Guid.NewGuid());

    private IJobGrain Job => cluster.Grains.GetGrain<IJobGrain>(_job.Value);

    private IJobCoordination Coordination => cluster.Grains.GetGrain<IJobCoordination>(_job.Value);

    private IJobDirectoryGrain Directory => cluster.Grains.GetGrain<IJobDirectoryGrain>(0);

    [Fact]
    public async Task Reminder_RemovesNothingOfALivingJob()
    {
        await RegisterElsewhereAsync();

        await UnavailableAsync(() => cluster.Grains.GetGrain<IRemindable>(Job.GetGrainId()).ReceiveReminder("safety-net", default));

        Assert.Contains(_job, await Directory.ListAsync(default));
        Assert.NotNull(await Coordination.GetLifeAsync(default));
    }

    [Fact]
    public async Task JobMaster_IsNotTurnedAway()
    {
        await RegisterElsewhereAsync();

        await UnavailableAsync(() => Job.HeartbeatAsync(new JobHeartbeat(_job, _instance), default));

        await Job.HeartbeatAsync(new JobHeartbeat(_job, _instance), default);
    }

    [Fact]
    public async Task Group_IsNotToldThatTheJobIsOver()
    {
        JobLife life = await RegisterElsewhereAsync();
        GroupNews news = new(new PartitionGroupId(_job, new DataSetId(Guid.NewGuid()), 0), life.EpochFloor, 1, []);

        await UnavailableAsync(() => Coordination.TellAsync(news, default));

        Assert.True(await Coordination.TellAsync(news, default));
    }

    [Fact]
    public async Task GroupOfALifeThatIsOver_IsToldSo()
    {
        JobLife life = await RegisterElsewhereAsync();
        await UnavailableAsync(() => Coordination.GetLifeAsync(default));
        GroupNews news = new(new PartitionGroupId(_job, new DataSetId(Guid.NewGuid()), 0), life.EpochFloor - 1, 1, []);

        Assert.False(await Coordination.TellAsync(news, default));
        await Job.UnregisterAsync(new JobUnregistration(_job, _instance), default);
        Assert.False(await Coordination.TellAsync(news with { EpochFloor = life.EpochFloor }, default));
    }

    private static async Task UnavailableAsync(Func<Task> call)
        => Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, (await Assert.ThrowsAsync<ShuffleException>(call)).Code);

    private async Task<JobLife> RegisterElsewhereAsync()
    {
        Assert.Null(await Coordination.GetLifeAsync(default));
        JobLife life = await Directory.BeginAsync(_job, default);
        ShardedJob job = new(
            new JobRegistered(_job, _instance, "a job", null, TimeSpan.FromMinutes(2), default, life.EpochFloor), life.FoundingEpoch, maxEvents: 100);
        cluster.Storage.Put("job", Job.GetGrainId(), new StoredDocument
        {
            FormatVersion = JobDocuments.FormatVersion,
            Json = JsonSerializer.SerializeToUtf8Bytes(job.Describe(), JobDocuments.Default.ShardedJobRecord),
        });
        return life;
    }
}
