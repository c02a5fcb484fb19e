using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.Cluster.Model;

/// <summary>What must be true of a control plane of grains after every step, as its JobMasters and workers see it.</summary>
internal static class ClusterInvariants
{
    private static readonly string[] StatesOfJobs = ["job", "partitions"];

    public static async Task CheckAsync(ClusterLife life)
    {
        EpochsOnlyGrow(life);
        foreach (LivingJob job in life.Jobs.ToArray())
        {
            try
            {
                await life.Faults.RepeatAsync(() => CheckAsync(life, job));
            }
            catch (ShuffleException e) when (e.Code == ShuffleErrorCode.JobNotFound)
            {
                life.Remove(job);
            }
        }
    }

    public static async Task NothingIsLeftAsync(ClusterLife life)
    {
        Assert.Empty(life.Jobs);
        Assert.Equal(0, await life.Plane.JobCountAsync());
        foreach (TestWorker worker in life.Workers)
        {
            Assert.Empty((await worker.ReturnAsync()).Release);
            Assert.Equal(0, await life.Plane.HeldCountAsync(worker.Id));
            Assert.False(await life.Plane.HasOrphansAsync(worker.Id));
            Assert.Empty(worker.Stored);
            Assert.Empty(worker.SetAside);
        }

        Assert.DoesNotContain(life.Plane.Storage.Stored, stored => StatesOfJobs.Contains(stored.State));
        Assert.Equal(life.Workers.Count, life.Plane.Storage.Stored.Count(stored => stored.State == "worker"));
    }

    private static async Task CheckAsync(ClusterLife life, LivingJob job)
    {
        IReadOnlyList<PartitionStatus> listed = await job.Job.ListAsync();
        await job.HearAsync(listed);
        job.CheckHeard(listed);
        Assert.Equal(listed.Count, listed.Select(status => status.Allocation.Attempt).Distinct().Count());
        OneWriterAtMost(life, listed);
        NothingReleasedOrInventedIsCommitted(life, listed);
    }

    private static void EpochsOnlyGrow(ClusterLife life) => Assert.All(
        life.Given.Values.Select(given => given.Select(allocation => allocation.Attempt.Epoch).ToArray()),
        epochs => Assert.Equal(epochs.Distinct().Order(), epochs));

    private static void OneWriterAtMost(ClusterLife life, IReadOnlyList<PartitionStatus> listed)
    {
        IEnumerable<PartitionStatus> writers = listed.Where(status => status.State is PartitionState.Allocated or PartitionState.Writing);
        foreach (IGrouping<DataPartitionId, PartitionStatus> ofPartition in writers.GroupBy(status => status.Allocation.Attempt.Partition))
        {
            PartitionAttemptId writer = Assert.Single(ofPartition).Allocation.Attempt;
            Assert.True(writer.Epoch >= life.Given[ofPartition.Key][^1].Attempt.Epoch, $"{writer} may be written, but a later attempt was given.");
        }
    }

    private static void NothingReleasedOrInventedIsCommitted(ClusterLife life, IReadOnlyList<PartitionStatus> listed)
    {
        foreach (PartitionStatus status in listed.Where(status => status.State == PartitionState.Committed))
        {
            PartitionAttemptId attempt = status.Allocation.Attempt;
            Assert.True(!life.Released.Contains(attempt), $"{attempt} was released and is listed as committed.");
            TestWorker[] holders = [.. status.Allocation.Locations.Select(location => life.Workers.Single(worker => worker.Id == location.Worker))];
            Assert.All(
                holders,
                holder => Assert.True(life.Committed.Contains((attempt, holder.Id)), $"{attempt} was never committed on {holder.Id} and is listed so."));
            Assert.Equal(PartitionReceipt.Combine([.. holders.Select(holder => holder.ShareReceiptOf(attempt))]), status.Receipt);
        }
    }
}
