using System.Runtime.CompilerServices;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>
/// Reads all pages of a job's partitions. Partitions that come or go meanwhile may be passed over: their own replies and events tell of them.
/// </summary>
internal sealed class PartitionListing(IShuffleControlPlane controlPlane, JobId job)
{
    private const int PageLength = 1000;

    /// <param name="dataSet">Only this exchange; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<PartitionStatus> ReadAsync(DataSetId? dataSet, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int skip = 0;
        PartitionListReply page;
        do
        {
            page = await controlPlane.ListPartitionsAsync(new PartitionListRequest(job, dataSet, skip, PageLength), cancellationToken).ConfigureAwait(false);
            foreach (PartitionStatus status in page.Partitions)
            {
                yield return status;
            }

            skip += page.Partitions.Count;
        }
        while (page.Partitions.Count > 0 && skip < page.TotalCount);
    }
}
