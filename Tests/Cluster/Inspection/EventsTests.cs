using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.Cluster.Workers;

namespace ShuffleOrleans.Tests.Cluster.Inspection;

public sealed class EventsTests
{
    [Fact]
    public async Task WhatHappensOnAnySilo_IsReadFromEverySilo()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 3);
        FaceOfSilo[] faces = FaceOfSilo.All(cluster);
        List<Guid> happened = [];
        for (int i = 0; i < 6; i++)
        {
            SiloWorker worker = new(cluster.LocalWorkerOf(cluster.Silos.Silos[i % 3]).ControlPlane, new WorkerId(Guid.NewGuid()));
            await worker.RegisterAsync();
            JobOfTest job = new(cluster.Grains);
            await job.RegisterAsync();
            happened.AddRange([worker.Id.Value, job.Id.Value]);
        }

        foreach (FaceOfSilo face in faces)
        {
            EventBatch read = await ReadAsync(face.Service, happened.Count);
            Assert.Equal(happened.Order(), read.Items.Select(told => told.Worker?.Value ?? told.Job!.Value.Value).Order());
            Assert.Equal(read.Items.Select(told => told.Sequence).Order(), read.Items.Select(told => told.Sequence));
        }
    }

    [Fact]
    public async Task WhatANodeTells_IsReadFromAnotherOne()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        FaceOfSilo[] faces = FaceOfSilo.All(cluster);
        WorkerId worker = new(Guid.NewGuid());
        ServiceEvent told = new(
            0, default, EventSeverity.Warning, ServiceEventKinds.WorkerExcluded, "an operator has taken /a out", null, null, null, null, null, worker);

        await faces[0].Service.TellAsync(told, default);

        ServiceEvent read = Assert.Single((await ReadAsync(faces[1].Service, 1)).Items);
        Assert.Equal(told with { Sequence = read.Sequence, At = cluster.Clock.GetUtcNow() }, read);
    }

    [Fact]
    public async Task WhoeverGivesUpWaiting_IsLetGo()
    {
        await using WorkerCluster cluster = await WorkerCluster.StartAsync(silos: 2);
        IServiceInspection service = FaceOfSilo.All(cluster)[1].Service;
        using CancellationTokenSource end = new();
        Task waiting = service.WaitForEventsAsync((await service.ReadEventsAsync(new EventQuery(), default)).LastSequence, end.Token);
        Assert.False(waiting.IsCompleted);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience.Limit));
    }

    private static async Task<EventBatch> ReadAsync(IServiceInspection service, int count)
    {
        EventBatch batch = await service.ReadEventsAsync(new EventQuery(After: 0), default);
        while (batch.Items.Count < count)
        {
            await service.WaitForEventsAsync(batch.LastSequence, default).WaitAsync(Patience.Limit);
            batch = await service.ReadEventsAsync(new EventQuery(After: 0), default);
        }

        return batch;
    }
}
