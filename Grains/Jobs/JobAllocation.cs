using ShuffleOrleans.ControlPlane.Jobs;
using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// Allocates partition attempts: all is looked at before anything changes, the job knows of a group before the group is written, and a call that failed on
/// its way is repeated by its caller and finds what stands. Takes its turn with the registration and the end of the job; only news of groups interleave.
/// </summary>
/// <param name="job">The job.</param>
/// <param name="groups">Its groups.</param>
/// <param name="workers">Chooses workers.</param>
/// <param name="store">Where the job is stored.</param>
/// <param name="terms">What the service grants.</param>
internal sealed class JobAllocation(ShardedJob job, GroupCalls groups, IWorkerDirectoryGrain workers, JobStore store, JobTerms terms)
{
    public async Task<PartitionAllocationReply> AllocateAsync(PartitionAllocationRequest request, CancellationToken cancellationToken)
    {
        // Whether a data set still has a shape, and how many attempts there may be, is told by the counts.
        await groups.CountAsync(null, cancellationToken);
        foreach (PartitionRequest partition in request.Partitions)
        {
            job.RequireFit(partition);
        }

        AllocationPlan plan = new(request);
        await LookAsync(plan, cancellationToken);
        if (plan.Due.Length > 0)
        {
            terms.RequireRoomForAttempts((job.Groups.CountOf(null) ?? 0) + plan.Due.Length);
            await AssignAsync(plan, cancellationToken);
            await IntendAsync(plan);
            await AllocateAsync(plan, cancellationToken);
        }

        return new PartitionAllocationReply(plan.Answer(job.Ownership.Storage));
    }

    private async Task LookAsync(AllocationPlan plan, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartitionAllocation?>[] standing = await GrainCalls.AllAsync(
            plan.Groups,
            group => groups.Of(group).GetStandingAsync(groups.Life, plan.RequestsOf(group), cancellationToken));
        for (int i = 0; i < standing.Length; i++)
        {
            plan.Stand(plan.Groups[i], standing[i]);
        }
    }

    private async Task AssignAsync(AllocationPlan plan, CancellationToken cancellationToken)
    {
        AssignmentItem[] items = [.. plan.Due.Select(due => new AssignmentItem(due, job.HomesOf(due.DataSet)))];
        AssignmentRequest request = new(job.Ownership.Registration.AssignmentStrategy, job.Ownership.Storage.PreferredDiskKind, items);
        AssignmentReply reply = await GrainCalls.AnswerAsync(workers.AssignAsync(request, cancellationToken));
        plan.Assign([.. reply.Items.Select(item => item.Locations)]);
    }

    // What is expected counts from now on: a data set that is being allocated must not count as empty when one of its groups says so.
    private Task IntendAsync(AllocationPlan plan)
    {
        bool isNews = false;
        foreach ((PartitionRequest request, IReadOnlyList<WorkerLocation> locations) in plan.DueGroups.SelectMany(plan.DueOf))
        {
            isNews |= job.Intend(plan.IdOf(request), request.SubpartitionCount, locations);
        }

        return isNews ? store.SaveAsync(job) : Task.CompletedTask;
    }

    private async Task AllocateAsync(AllocationPlan plan, CancellationToken cancellationToken)
    {
        PartitionGroupId[] due = plan.DueGroups;
        try
        {
            IReadOnlyList<PartitionAllocation>[] allocations = await GrainCalls.AllAsync(
                due,
                group => groups.Of(group).AllocateAsync(groups.Life, DueOf(plan, group), cancellationToken));
            for (int i = 0; i < due.Length; i++)
            {
                plan.Allocated(due[i], allocations[i]);
            }
        }
        catch
        {
            // Nobody knows which of them did it.
            Array.ForEach(due, job.Groups.Doubt);
            throw;
        }
    }

    private static AssignedPartition[] DueOf(AllocationPlan plan, PartitionGroupId group)
        => [.. plan.DueOf(group).Select(due => new AssignedPartition(due.Request, due.Locations))];
}
