using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Partitions;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.ControlPlane.Workers;
using ShuffleOrleans.Protocol.Frames;
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
        NothingStoredIsForgotten(life, state);
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
        Assert.All(life.Workers, worker => Assert.Empty(worker.SetAside));
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
            AttemptRecord[] here = [.. records.Where(record => record.ShareOn(worker.Id) is not null)];
            Assert.True(worker.Held.SetEquals(here.Where(record => AttemptLife.IsLive(record.State)).Select(record => record.Attempt)));
            Assert.All(
                here.Where(record => record.State == PartitionState.Releasing && !record.ShareOn(worker.Id)!.IsReleased),
                record => Assert.Contains(record.Attempt, worker.ReleaseOrders));
            Assert.False(worker.ReleaseOrders.Overlaps(worker.Held));
        }

        Assert.All(records.Where(record => AttemptLife.IsLive(record.State)), record => AllSharesHaveAWorker(state, record));
        Assert.All(records, IsCommittedWithItsLastShare);
    }

    private static void AllSharesHaveAWorker(ControlPlaneState state, AttemptRecord record)
    {
        Assert.All(record.Shares, share => Assert.NotNull(state.Worker(share.Location.Worker)));
        Assert.Equal(record.Shares.Count, record.Shares.Select(share => share.Location.Worker).Distinct().Count());
    }

    private static void IsCommittedWithItsLastShare(AttemptRecord record)
    {
        bool allStored = record.Shares.All(share => share.IsStored);
        Assert.True(record.State is not PartitionState.Committed || allStored, $"{record.Attempt} is committed without all its shares.");
        Assert.True(!AttemptLife.IsOpen(record.State) || !allStored, $"{record.Attempt} has all its shares and is not committed.");
        Assert.False(record.IsReleased, $"{record.Attempt} is released everywhere and not forgotten.");
    }

    // What lies on a disk is wanted, or ordered to be deleted, or kept for a time that ends: else it would lie there for ever.
    private static void NothingStoredIsForgotten(RandomLife life, ControlPlaneState state)
    {
        foreach (TestWorker worker in life.Workers.Where(worker => worker.IsAcknowledged))
        {
            if (state.Worker(worker.Id) is { IsGone: false } machine && machine.Location.Incarnation == worker.Incarnation)
            {
                Assert.All(
                    worker.Stored,
                    stored => Assert.True(
                        machine.Held.Contains(stored) || machine.ReleaseOrders.Contains(stored) || machine.Orphans.Contains(stored),
                        $"{stored} lies forgotten on worker {worker.Id}."));
                // What was written once more after the damage takes the damaged file along.
                Assert.All(
                    worker.SetAside.Except(worker.Stored),
                    damaged => Assert.True(
                        machine.ReleaseOrders.Contains(damaged) || WillBeOrderedReleased(state, machine, damaged),
                        $"{damaged}, which is damaged, lies forgotten on worker {worker.Id}."));
            }
        }
    }

    // Until its job forgets the attempt, or ends.
    private static bool WillBeOrderedReleased(ControlPlaneState state, WorkerMachine worker, PartitionAttemptId attempt)
        => state.Job(attempt.Partition.Job) is not null
            && state.PartitionOrBlank(attempt.Partition).Find(attempt)?.ShareOn(worker.Id) is { MayHaveRemains: true };

    private static void NothingReleasedOrInventedIsCommitted(RandomLife life, IReadOnlyList<PartitionStatus> listed)
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
