using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Protocol.Storage;
using static ShuffleOrleans.Tests.ControlPlane.Sharding.Sample;

namespace ShuffleOrleans.Tests.ControlPlane.Sharding;

public class AllocationPlanTests
{
    // Three groups, mixed.
    private static readonly PartitionRequest[] Requests = [Request(200), Request(0), Request(0, dataSet: 2), Request(1), Request(201)];

    [Fact]
    public void Request_IsCutByGroups_InItsOrder()
    {
        AllocationPlan plan = Plan();

        Assert.Equal([Group(1, 1), Group(1, 0), Group(2, 0)], plan.Groups);
        Assert.Equal([Requests[0], Requests[4]], plan.RequestsOf(Group(1, 1)));
        Assert.Equal([Requests[1], Requests[3]], plan.RequestsOf(Group(1, 0)));
    }

    [Fact]
    public void WhatStands_IsNotDue()
    {
        AllocationPlan plan = Plan();

        plan.Stand(Group(1, 0), [AllocationOf(Requests[1], 1), null]);
        plan.Stand(Group(2, 0), [AllocationOf(Requests[2], 1)]);
        plan.Stand(Group(1, 1), [null, null]);

        Assert.Equal([Requests[0], Requests[3], Requests[4]], plan.Due);
        Assert.Equal([Group(1, 1), Group(1, 0)], plan.DueGroups);
    }

    [Fact]
    public void Workers_GoToWhatIsDue_AndTheAnswerIsInTheOrderOfTheRequest()
    {
        AllocationPlan plan = Plan();
        plan.Stand(Group(1, 0), [AllocationOf(Requests[1], 9), null]);

        plan.Assign([[Worker(1)], [Worker(2)], [Worker(3)], [Worker(4)]]);
        foreach (PartitionGroupId group in plan.DueGroups)
        {
            plan.Allocated(group, [.. plan.DueOf(group).Select(due => AllocationOf(due.Request, due.Locations))]);
        }

        Assert.Empty(plan.Due);
        StorageChoice storage = new(Durability.Fsync, null);
        PartitionAllocation[] answer = plan.Answer(storage);
        Assert.Equal(Requests.Select(plan.IdOf), answer.Select(allocation => allocation.Attempt.Partition));
        Assert.Equal([Worker(1), Worker(9), Worker(2), Worker(3), Worker(4)], answer.Select(allocation => allocation.Locations.Single()));
        Assert.All(answer, allocation => Assert.Equal(storage, allocation.Storage));
    }

    private static AllocationPlan Plan() => new(new PartitionAllocationRequest(Job, new JobInstanceId(Guid.NewGuid()), Requests));

    private static PartitionAllocation AllocationOf(PartitionRequest request, int worker) => AllocationOf(request, [Worker(worker)]);

    private static PartitionAllocation AllocationOf(PartitionRequest request, IReadOnlyList<WorkerLocation> locations)
        => new(new PartitionAttemptId(new DataPartitionId(Job, request.DataSet, request.Kind, request.PartitionIndex), 0, 1001), 4, locations);
}
