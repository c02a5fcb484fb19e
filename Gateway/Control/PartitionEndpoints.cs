using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane.Http;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>Allocate, release and list a job's partition attempts.</summary>
internal static class PartitionEndpoints
{
    private const int DefaultPageLength = 100;

    public static void MapPartitions(this RouteGroupBuilder control)
    {
        control.MapPost(ControlRoutes.Allocate, AllocateAsync)
            .Describe("allocatePartitions", "Assigns a worker to each partition attempt. Repeating it gives the same answer while the allocations stand.")
            .Produces<PartitionAllocationReply>();
        control.MapPost(ControlRoutes.Release, ReleaseAsync)
            .Describe("releasePartitions", "Releases partition attempts: their data is deleted. Unknown ones are no error.")
            .Produces(StatusCodes.Status204NoContent);
        control.MapGet(ControlRoutes.Partitions, ListAsync)
            .Describe("listPartitions", "A page of the job's partition attempts, ordered by data set, partition index and attempt.")
            .Produces<PartitionListReply>();
    }

    private static async Task<JsonHttpResult<PartitionAllocationReply>> AllocateAsync(
        JobId job, JsonBody<AllocatePartitionsBody> body, IShuffleControlPlane controlPlane, CancellationToken cancellationToken)
    {
        BatchItems.RefuseNulls(body.Value.Partitions, "partitions");
        return ControlAnswer.Json(
            await controlPlane.AllocatePartitionsAsync(body.Value.For(job), cancellationToken), ControlJson.Default.PartitionAllocationReply);
    }

    private static async Task<NoContent> ReleaseAsync(
        JobId job, JsonBody<ReleasePartitionsBody> body, IShuffleControlPlane controlPlane, CancellationToken cancellationToken)
    {
        BatchItems.RefuseNulls(body.Value.Attempts, "attempts");
        await controlPlane.ReleasePartitionsAsync(body.Value.For(job), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<PartitionListReply>> ListAsync(
        JobId job,
        IShuffleControlPlane controlPlane,
        CancellationToken cancellationToken,
        DataSetId? dataSet = null,
        int skip = 0,
        int take = DefaultPageLength)
    {
        var request = new PartitionListRequest(job, dataSet, skip, take);
        return ControlAnswer.Json(await controlPlane.ListPartitionsAsync(request, cancellationToken), ControlJson.Default.PartitionListReply);
    }
}
