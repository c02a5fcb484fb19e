using ShuffleOrleans.ControlPlane.Sharding;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Interfaces.Partitions;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Jobs;

/// <summary>
/// Lists the partitions of a job: finds the groups that a page lies in by their counts, and asks them. Interleaves with everything else: what comes or goes
/// meanwhile may be passed over, as between two pages.
/// </summary>
/// <param name="job">The job.</param>
/// <param name="groups">Its groups.</param>
internal sealed class JobListing(ShardedJob job, GroupCalls groups)
{
    public async Task<PartitionListReply> ListAsync(PartitionListRequest request, CancellationToken cancellationToken)
    {
        // Taken first: what happens while the groups are asked comes as an event as well.
        long lastSequence = job.Events.LastSequence;
        // A count can fall into doubt again while others are asked.
        while (job.Groups.CountOf(request.DataSet) is null)
        {
            await groups.CountAsync(request.DataSet, cancellationToken);
        }

        IReadOnlyList<GroupPage> pages = job.Groups.Page(request.DataSet, request.Skip, request.Take);
        GroupListing[] listings = await GrainCalls.AllAsync(
            pages,
            page => groups.Of(page.Group).ListAsync(groups.Life, page.Skip, page.Take, cancellationToken));
        for (int i = 0; i < pages.Count; i++)
        {
            job.Groups.Correct(pages[i], listings[i].TotalCount);
        }

        StorageChoice storage = job.Ownership.Storage;
        PartitionStatus[] page = [.. listings.SelectMany(listing => listing.Partitions).Select(status => With(status, storage))];
        return new PartitionListReply(page, TotalOf(request), lastSequence);
    }

    // In doubt only if an allocation failed while the page was read: what the page shows is then the least there is.
    private int TotalOf(PartitionListRequest request)
        => (int)Math.Min(job.Groups.CountOf(request.DataSet) ?? (request.Skip + (long)request.Take), int.MaxValue);

    private static PartitionStatus With(PartitionStatus status, StorageChoice storage)
        => status with { Allocation = status.Allocation with { Storage = storage } };
}
