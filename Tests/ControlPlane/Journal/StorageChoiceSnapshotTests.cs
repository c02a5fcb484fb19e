using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.ControlPlane.Disks;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

public class StorageChoiceSnapshotTests
{
    private static readonly StorageChoice Safe = new(Durability.Fsync, DiskKind.Hdd);

    [Fact]
    public async Task Choice_SurvivesARestart_FromASnapshot()
    {
        SimulatedDisk disk = new();
        TestJob job;
        await using (TestPlane plane = await TestPlane.StartAsync(options => options.JournalCompactionBytes = 4096, () => disk))
        {
            await plane.AddWorkerAsync();
            job = new TestJob(plane, new JobId(Guid.NewGuid()));
            await job.RegisterAsync(storage: Safe);
            for (int index = 0; index < 20; index++)
            {
                await job.AllocateOneAsync(index);
            }
        }

        Assert.NotEqual("journal-0000000001.log", disk.Files.Single().Key);
        await using TestPlane restarted = await TestPlane.StartAsync(openDirectory: () => disk);
        PartitionListReply list = await restarted.Plane.ListPartitionsAsync(new PartitionListRequest(job.Id, null, 0, 100), CancellationToken.None);

        Assert.Equal(20, list.Partitions.Count);
        Assert.All(list.Partitions, status => Assert.Equal(Safe, status.Allocation.Storage));
    }
}
