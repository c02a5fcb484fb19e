using System.Text.Json;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.Cluster.Workers;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

/// <summary>Whichever silo is asked, the answer is the one of the whole cluster.</summary>
public sealed class EverySiloTests
{
    [Fact]
    public async Task WorkersJobsAndPartitions_AreTheSameFromEverySilo()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 3);
        SiloWorker[] workers = [.. cluster.Silos.Silos.Select(silo => new SiloWorker(cluster.LocalWorkerOf(silo).ControlPlane, new WorkerId(Guid.NewGuid())))];
        foreach (SiloWorker worker in workers)
        {
            await worker.RegisterAsync();
        }

        JobOfTest job = new(cluster.Grains);
        await job.RegisterAsync();
        PartitionAttemptId[] attempts = await job.AllocateAsync(300);

        string[] answers = await Task.WhenAll(FaceOfSilo.All(cluster).Select(face => DescribeAsync(face.Service, job, attempts[200])));

        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Contains(workers[2].Id.ToString(), answers[0], StringComparison.Ordinal);
        ClusterSummary summary = await FaceOfSilo.All(cluster)[1].Service.GetClusterAsync(default);
        Assert.Equal((ServiceKind.Cluster, 3, 1, 300), (summary.Kind, summary.WorkerCount, summary.JobCount, summary.Attempts.Allocated));
    }

    [Fact]
    public async Task NodeOfAWorker_IsItsSilo()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        SiloWorker worker = new(cluster.LocalWorkerOf(cluster.Silos.Silos[1]).ControlPlane, new WorkerId(Guid.NewGuid()));
        await worker.RegisterAsync();

        WorkerSummary? found = await FaceOfSilo.All(cluster)[0].Service.FindWorkerAsync(worker.Id, default);

        Assert.Equal((cluster.Silos.Silos[1].SiloAddress.ToString(), cluster.Clock.GetUtcNow()), (found!.Node, found.LastHeardAt));
    }

    [Fact]
    public async Task WhatIsNotThere_IsNotBroughtToLifeByAQuestion()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IServiceInspection service = FaceOfSilo.All(cluster)[0].Service;
        JobId nobody = new(Guid.NewGuid());
        DataSetId nothing = new(Guid.NewGuid());
        WorkerId stranger = new(Guid.NewGuid());

        await RefusedAsync(ShuffleErrorCode.JobNotFound, () => service.GetJobAsync(nobody, default));
        await RefusedAsync(ShuffleErrorCode.JobNotFound, () => service.GetPartitionAsync(nobody, nothing, 0, default));
        await RefusedAsync(ShuffleErrorCode.JobNotFound, () => service.ReleaseJobAsync(nobody, default));
        Assert.Null(await service.FindWorkerAsync(stranger, default));
        Assert.Null(await service.ExcludeWorkerAsync(stranger, "why", default));
        Assert.Empty((await service.ListPartitionsAsync(new PartitionQuery(nobody, nothing, []), default)).Items);

        IManagementGrain management = cluster.Grains.GetGrain<IManagementGrain>(0);
        Assert.Null(await management.GetActivationAddress(cluster.Grains.GetGrain<IJobGrain>(nobody.Value)));
        Assert.Null(await management.GetActivationAddress(cluster.Grains.GetGrain<IWorkerGrain>(stranger.Value)));
        Assert.NotNull(await management.GetActivationAddress(cluster.Grains.GetGrain<IJobDirectoryGrain>(0)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u001b[2J\u0000\r\n: event")]
    [InlineData("../../etc/\u202e\"'\\")]
    [InlineData("名前 🦊 ﷽")]
    public async Task HostileNames_ComeBackAsTheyWere(string name)
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        JobOfTest job = new(cluster.Grains);
        await job.RegisterAsync(name);
        foreach (FaceOfSilo face in FaceOfSilo.All(cluster))
        {
            JobDetail detail = await face.Service.GetJobAsync(job.Id, default);
            Page<JobSummary> found = await face.Service.ListJobsAsync(new JobQuery(name), default);
            Assert.Equal((name, name), (detail.Name, Assert.Single(found.Items).Name));
        }
    }

    private static async Task<string> DescribeAsync(IServiceInspection service, JobOfTest job, PartitionAttemptId attempt)
    {
        DataPartitionId id = attempt.Partition;
        InspectionJson json = InspectionJson.Default;
        PartitionHistory history = await service.GetPartitionAsync(id.Job, id.DataSet, id.PartitionIndex, default);
        return string.Join(
            '\n',
            JsonSerializer.Serialize(await service.ListWorkersAsync(new WorkerQuery(), default), json.PageWorkerSummary),
            JsonSerializer.Serialize(await service.ListJobsAsync(new JobQuery(), default), json.PageJobSummary),
            JsonSerializer.Serialize(await service.GetDataSetAsync(id.Job, id.DataSet, default), json.DataSetSummary),
            JsonSerializer.Serialize(
                await service.ListPartitionsAsync(new PartitionQuery(job.Id, null, [], Descending: true, Skip: 30), default), json.PagePartitionSummary),
            $"{history.Partition} {Assert.Single(history.Attempts).State}");
    }

    private static async Task RefusedAsync(ShuffleErrorCode code, Func<Task> call)
        => Assert.Equal(code, (await Assert.ThrowsAnyAsync<ShuffleException>(call)).Code);
}
