using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.TestingHost;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Tests.Cluster.Workers;
using ShuffleOrleans.Tests.Gateway;
using ShuffleOrleans.Tests.Gateway.Inspection;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

/// <summary>The inside of a worker, asked from a silo that does not run it.</summary>
public sealed class RemoteWorkerTests
{
    private static readonly WorkerInspectionJson Json = WorkerInspectionJson.Default;

    private readonly SampleWorker _inside = new();

    [Fact]
    public async Task EveryQuestion_IsAnsweredAsByTheWorkerItself()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);
        PartitionAttemptId attempt = new(new DataPartitionId(Samples.Job, Samples.DataSet, DataPartitionKind.Map, 0), 1, 7);
        PartitionAttemptId other = attempt with { Partition = attempt.Partition with { PartitionIndex = 1 } };

        await SameAsync(remote, worker => worker.InspectAsync(default), Json.WorkerInside);
        await SameAsync(remote, worker => worker.ListChannelsAsync(new ChannelQuery(Skip: 3), default), Json.ChannelPage);
        await SameAsync(remote, worker => worker.InspectLedgerAsync(new LedgerQuery(5), default), Json.LedgerState);
        await SameAsync(remote, worker => worker.FindLayoutAsync(new LayoutRequest(attempt), default), Json.PartitionLayout!);
        await SameAsync(remote, worker => worker.FindLayoutAsync(new LayoutRequest(other), default), Json.PartitionLayout!);
        await SameAsync(remote, worker => worker.SumMatrixAsync(new MatrixRequest(Samples.Job, Samples.DataSet, 0, 4, 0, 4, 2, 3), default), Json.MatrixPart);
        await SameAsync(remote, worker => worker.ListWaitsAsync(new WaitQuery(), default), Json.WaitList);
        await SameAsync(remote, worker => worker.VerifyAsync(attempt, default), Json.Verification);
        await SameAsync(remote, worker => worker.ListChecksAsync(new CheckQuery(Samples.Job), default), Json.CheckList);
        await remote.ExcludeDirectoryAsync(new DirectoryExclusion("/data/a", "why"), default);
        await remote.IncludeDirectoryAsync(new DirectoryInclusion("/data/a"), default);
        Assert.Contains(new DirectoryExclusion("/data/a", "why"), _inside.Asked);
        Assert.Contains(new DirectoryInclusion("/data/a"), _inside.Asked);
    }

    [Fact]
    public async Task ErrorOfTheWorker_ComesBackAsItIs()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(
            async () => await remote.ExcludeDirectoryAsync(new DirectoryExclusion("/nowhere", ""), default));

        Assert.Equal((ShuffleErrorCode.InvalidRequest, "There is no directory /nowhere."), (error.Code, error.Message));
    }

    [Fact]
    public async Task WhoeverGivesUp_WaitsNoLonger()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);
        TaskCompletionSource stuck = new();
        _inside.Before = () => stuck.Task;
        using CancellationTokenSource patience = new();
        Task<WorkerInside> asking = remote.InspectAsync(patience.Token).AsTask();
        await _inside.NextQuestionAsync().WaitAsync(Patience.Limit);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Patience.Limit));
        stuck.SetResult();
    }

    [Fact]
    public async Task StuckQuestion_DoesNotHoldUpOthers()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);
        TaskCompletionSource stuck = new();
        _inside.Before = () => stuck.Task;
        Task<LedgerState> first = remote.InspectLedgerAsync(new LedgerQuery(), default).AsTask();
        await _inside.NextQuestionAsync().WaitAsync(Patience.Limit);
        _inside.Before = () => Task.CompletedTask;

        await remote.ListWaitsAsync(new WaitQuery(), default).AsTask().WaitAsync(Patience.Limit);

        stuck.SetResult();
        await first.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task WorkerThatHasLeft_IsNotWaitedFor()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);
        cluster.LocalWorkerOf(cluster.Silos.Silos[1]).Detach();

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(async () => await remote.InspectAsync(default));

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
    }

    [Fact]
    public async Task DeadSilo_IsNotWaitedFor()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IWorkerInspection remote = await ShowAsync(cluster);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]).WaitAsync(Patience.Limit);
        await cluster.Silos.WaitForLivenessToStabilizeAsync(true).WaitAsync(Patience.Limit);

        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(
            async () => await remote.InspectAsync(default).AsTask().WaitAsync(Patience.Limit));

        Assert.Equal(ShuffleErrorCode.ControlPlaneUnavailable, error.Code);
    }

    // The worker is the second silo's, the question the first one's.
    private async Task<IWorkerInspection> ShowAsync(WorkerCluster cluster)
    {
        InProcessSiloHandle silo = cluster.Silos.Silos[1];
        SiloWorker worker = new(cluster.LocalWorkerOf(silo).ControlPlane, Samples.Worker);
        await worker.RegisterAsync();
        cluster.LocalWorkerOf(silo).Show(worker.Id, _inside);
        Assert.Same(_inside, FaceOfSilo.Of(cluster, silo).Workers.Find(worker.Id));
        return FaceOfSilo.Of(cluster, cluster.Silos.Silos[0]).Workers.Find(worker.Id);
    }

    private async Task SameAsync<T>(IWorkerInspection remote, Func<IWorkerInspection, ValueTask<T>> question, JsonTypeInfo<T> json)
        => Assert.Equal(JsonSerializer.Serialize(await question(_inside), json), JsonSerializer.Serialize(await question(remote), json));
}
