using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Gateway.Control;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Partitions: lists, one with all that is known of it, what lies where in it, a check, a release.</summary>
internal static class PartitionInspectionEndpoints
{
    private const string One = "/partitions/{job}/{dataSet}/{index}";

    public static void MapPartitionInspection(this RouteGroupBuilder inspection)
    {
        inspection.MapGet("/partitions", ListAsync)
            .Describe("listPartitionAttempts", "A page of partition attempts. state may be given several times. sort: index, bytes, frames, skew, state, age.")
            .Produces<Page<PartitionSummary>>();
        inspection.MapGet(One, GetAsync)
            .Describe("getPartition", "One partition: attempts, events, who writes and reads it now, checks.")
            .Produces<PartitionDetail>();
        inspection.MapGet(One + "/layout", GetLayoutAsync)
            .Describe("getLayout", "What lies where in one attempt on one worker; by default in the newest committed one. skip, take: regions.")
            .Produces<PartitionLayout>();
        inspection.MapPost(One + ":verify", VerifyAsync)
            .DescribeChange(
                "verifyPartition",
                "Reads and checks every byte of an attempt now, on each worker that holds a share; by default of the newest committed one.")
            .Produces<Page<Verification>>();
        inspection.MapPost(One + ":release", ReleaseAsync)
            .DescribeChange("releasePartition", "Releases one attempt, whoever speaks for its job. The JobMaster hears that it is lost.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<JsonHttpResult<Page<PartitionSummary>>> ListAsync(
        IServiceInspection service,
        string[] state,
        CancellationToken cancellationToken,
        JobId? job = null,
        DataSetId? dataSet = null,
        WorkerId? worker = null,
        long? minBytes = null,
        string? sort = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        if (minBytes < 0)
        {
            throw QueryRules.Invalid($"minBytes is {minBytes}; it may not be negative.");
        }

        (PartitionSort field, bool descending) = SortParameter<PartitionSort>.Parse(sort);
        PartitionState[] states = [.. state.Select(name => NameParameter<PartitionState>.Parse(name, nameof(state))).OfType<PartitionState>()];
        PartitionQuery query = new(job, dataSet, states, worker, minBytes, field, descending, skip, take);
        return InspectionAnswer.Json(await service.ListPartitionsAsync(query, cancellationToken), InspectionJson.Default.PagePartitionSummary);
    }

    private static async Task<JsonHttpResult<PartitionDetail>> GetAsync(
        JobId job, DataSetId dataSet, int index, PartitionView partitions, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await partitions.GetAsync(job, dataSet, index, cancellationToken), InspectionJson.Default.PartitionDetail);

    private static async Task<JsonHttpResult<PartitionLayout>> GetLayoutAsync(
        JobId job,
        DataSetId dataSet,
        int index,
        PartitionView partitions,
        CancellationToken cancellationToken,
        int? attempt = null,
        long? epoch = null,
        WorkerId? worker = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        AttemptChoice choice = await partitions.ChooseAsync(job, dataSet, index, attempt, epoch, cancellationToken);
        return InspectionAnswer.Json(
            await partitions.GetLayoutAsync(choice, worker, skip, take, cancellationToken), InspectionJson.Default.PartitionLayout);
    }

    private static async Task<JsonHttpResult<Page<Verification>>> VerifyAsync(
        JobId job, DataSetId dataSet, int index, JsonBody<VerifyPartitionBody> body, PartitionView partitions, CancellationToken cancellationToken)
    {
        AttemptChoice choice = await partitions.ChooseAsync(job, dataSet, index, body.Value.Attempt, body.Value.Epoch, cancellationToken);
        return InspectionAnswer.Json(await partitions.VerifyAsync(choice, cancellationToken), InspectionJson.Default.PageVerification);
    }

    private static async Task<NoContent> ReleaseAsync(
        JobId job, DataSetId dataSet, int index, JsonBody<ReleasePartitionBody> body, IServiceInspection service, CancellationToken cancellationToken)
    {
        await service.ReleaseAttemptAsync(job, dataSet, index, body.Value.Attempt, body.Value.Epoch, cancellationToken);
        return TypedResults.NoContent();
    }
}
