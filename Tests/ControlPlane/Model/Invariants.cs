using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;
using ShuffleOrleans.Tests.ControlPlane.Journal;

namespace ShuffleOrleans.Tests.ControlPlane.Model;

/// <summary>What must be true of a control plane after every step, whatever happened.</summary>
internal static class Invariants
{
    public static async Task CheckAsync(RandomLife life)
    {
        ControlPlaneState state = life.Plane.Plane.State;
        EpochsOnlyGrow(life);
        foreach (JobMachine job in state.Jobs)
        {
            OneWriterAtMost(state, job);
            EventsHaveNoGaps(job);
        }

        MachinesAgree(state);
        foreach (TestJob job in life.Jobs.Where(job => state.Job(job.Id) is not null))
        {
            NothingReleasedOrInventedIsCommitted(life, await job.ListAsync());
        }

        Assert.Equal(StateText.Of(state), StateText.Of(StateText.Copy(state)));
        await life.CheckStandbysAsync();
    }

    public static void NothingIsLeft(RandomLife life)
    {
        ControlPlaneState state = life.Plane.Plane.State;
        Assert.Empty(state.Jobs);
        Assert.All(state.Workers, worker => Assert.Empty(worker.Held));
        Assert.All(state.Workers, worker => Assert.Empty(worker.ReleaseOrders));
        Assert.All(state.Workers, worker => Assert.Empty(worker.Orphans.Jobs));
        Assert.All(life.Workers, worker => Assert.Empty(worker.Stored));
    }

    private static void EpochsOnlyGrow(RandomLife life)
        => Assert.All(
            life.Given.Values,
            given => Assert.Equal(given.Select(attempt => attempt.Epoch).Distinct().Order(), given.Select(attempt => attempt.Epoch)));

    private static void OneWriterAtMost(ControlPlaneState state, JobMachine job)
    {
        foreach (DataPartitionId id in job.Partitions)
        {
            PartitionMachine partition = state.PartitionOrBlank(id);
            AttemptRecord[] writers = [.. partition.Attempts.Where(record => record.State is PartitionState.Allocated or PartitionState.Writing)];
            Assert.True(writers.Length <= 1, $"{id} has {writers.Length} writers.");
            Assert.All(writers, writer => Assert.Equal(partition.HighestEpoch, writer.Attempt.Epoch));
            Assert.All(partition.Attempts, record => Assert.True(record.Attempt.Epoch > job.EpochFloor && record.Attempt.Epoch <= state.HighestEpoch));
        }
    }

    private static void EventsHaveNoGaps(JobMachine job)
    {
        long[] numbers = [.. job.Events.Kept.Select(e => e.Sequence)];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(i => job.Events.LastSequence - numbers.Length + 1 + i), numbers);
    }

    // The same truth seen from jobs, partitions and workers.
    private static void MachinesAgree(ControlPlaneState state)
    {
        AttemptRecord[] records = [.. state.Jobs.SelectMany(job => job.Partitions).SelectMany(id => state.PartitionOrBlank(id).Attempts)];
        Assert.Equal(state.Jobs.Sum(job => job.Attempts.Count), records.Length);
        Assert.All(records, record => Assert.Contains(record.Attempt, state.Job(record.Attempt.Partition.Job)!.Attempts));
        foreach (WorkerMachine worker in state.Workers)
        {
            AttemptRecord[] here = [.. records.Where(record => record.Location.Worker == worker.Id)];
            Assert.True(worker.Held.SetEquals(here.Where(record => PartitionMachine.IsLive(record.State)).Select(record => record.Attempt)));
            Assert.All(here.Where(record => record.State == PartitionState.Releasing), record => Assert.Contains(record.Attempt, worker.ReleaseOrders));
            Assert.False(worker.ReleaseOrders.Overlaps(worker.Held));
        }

        Assert.All(records.Where(record => PartitionMachine.IsLive(record.State)), record => Assert.NotNull(state.Worker(record.Location.Worker)));
    }

    private static void NothingReleasedOrInventedIsCommitted(RandomLife life, IReadOnlyList<PartitionStatus> listed)
    {
        foreach (PartitionStatus status in listed.Where(status => status.State == PartitionState.Committed))
        {
            PartitionAttemptId attempt = status.Allocation.Attempt;
            Assert.True(!life.Released.Contains(attempt), $"{attempt} was released and is listed as committed.");
            Assert.True(life.Committed.Contains(attempt), $"{attempt} was never committed and is listed as committed.");
            Assert.Equal(TestWorker.ReceiptOf(attempt), status.Receipt);
        }
    }
}
