using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>A call that fails anywhere on its way is repeated by its caller, and all is as if it had not failed; also if the group crashes in between.</summary>
public sealed class SettleFailureTests(GrainCluster cluster) : IClassFixture<GrainCluster>, IDisposable
{
    public static TheoryData<GroupChange, FailurePoint, bool> Cases()
    {
        TheoryData<GroupChange, FailurePoint, bool> cases = [];
        foreach (GroupChange change in Enum.GetValues<GroupChange>())
        {
            // What is being released is still listed, and an ended life tells its job nothing.
            bool isTold = change is not (GroupChange.Release or GroupChange.End);
            foreach (FailurePoint point in Enum.GetValues<FailurePoint>().Where(point => isTold || point < FailurePoint.Tell))
            {
                cases.Add(change, point, false);
                cases.Add(change, point, true);
            }
        }

        return cases;
    }

    public void Dispose() => cluster.Heal();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task CallThatFails_AndIsRepeated_EndsAsIfItHadNotFailed(GroupChange change, FailurePoint point, bool crash)
    {
        string expected = await RunAsync(change, null, crash: false);

        Assert.Equal(expected, await RunAsync(change, point, crash));
    }

    private async Task<string> RunAsync(GroupChange change, FailurePoint? point, bool crash)
    {
        GroupScene scene = await GroupScene.SetAsync(cluster);
        PartitionAttemptId attempt = default;
        if (change != GroupChange.Allocation)
        {
            attempt = Assert.Single(await scene.AllocateAsync()).Attempt;
        }

        if (point is { } chosen)
        {
            Break(scene, chosen);
            ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(() => CallAsync(scene, change, attempt));
            Assert.True(error.IsTransient);
            cluster.Heal();
            if (crash)
            {
                await scene.CrashAsync();
            }
        }

        await CallAsync(scene, change, attempt);
        return await DescribeAsync(scene, change);
    }

    private void Break(GroupScene scene, FailurePoint point)
    {
        GrainId group = scene.Group.GetGrainId();
        switch (point)
        {
            case FailurePoint.Write:
                cluster.Storage.FailWrite = grain => grain == group;
                break;
            case FailurePoint.AnswerOfWrite:
                cluster.Storage.LoseAnswer = grain => grain == group;
                break;
            case FailurePoint.Hold or FailurePoint.Tell:
                cluster.Calls.Before = call => IsMeant(call, point) ? throw new TimeoutException("The test loses this call.") : Task.CompletedTask;
                break;
            default:
                cluster.Calls.After = call => _ = IsMeant(call, point) ? throw new TimeoutException("The test loses this answer.") : 0;
                break;
        }
    }

    private static bool IsMeant(IGrainCallContext call, FailurePoint point) => call.MethodName == (point is FailurePoint.Hold or FailurePoint.AnswerOfHold
        ? nameof(IWorkerCoordination.HoldAsync)
        : nameof(IJobCoordination.TellAsync));

    private static Task CallAsync(GroupScene scene, GroupChange change, PartitionAttemptId attempt) => change switch
    {
        GroupChange.Allocation => scene.AllocateAsync(),
        GroupChange.Commit => scene.ReportAsync(PartitionChangeKind.Committed, attempt),
        GroupChange.Failure => scene.ReportAsync(PartitionChangeKind.Failed, attempt),
        GroupChange.Release => scene.Group.ReleaseAsync(scene.Life, [attempt], default),
        GroupChange.WorkerGone => scene.Group.WorkerGoneAsync(scene.Worker.Worker, inOrder: false, default),
        _ => scene.Group.EndAsync(scene.Life, default),
    };

    // What everybody knows at last. Ids and epochs differ from scene to scene: only how many, and in which state.
    private static async Task<string> DescribeAsync(GroupScene scene, GroupChange change)
    {
        PartitionListReply list = change == GroupChange.End ? new PartitionListReply([], 0, 0) : await scene.ListAsync();
        string states = string.Join(',', list.Partitions.Select(status => $"{status.State} {status.Receipt}"));
        string events = string.Join(',', (await scene.EventsAsync()).Select(e => e.Kind));
        int orders = (await scene.OrdersAsync()).Count;
        return $"listed: {list.TotalCount} [{states}]; events: [{events}]; held: {await scene.HeldCountAsync()}; orders: {orders}; stored: {scene.IsStored}";
    }
}
