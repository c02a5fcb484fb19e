using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>Jobs and their data sets.</summary>
internal static class JobInspectionEndpoints
{
    public static void MapJobInspection(this RouteGroupBuilder inspection)
    {
        inspection.MapGet("/jobs", ListAsync)
            .Describe("listJobs", "A page of the jobs. name: what a name must contain. sort: name, bytes, partitions, registeredAt.")
            .Produces<Page<JobSummary>>();
        inspection.MapGet("/jobs/{job}", GetAsync)
            .Describe("getJob", "One job with its data sets and what happened to it of late.")
            .Produces<JobDetail>();
        inspection.MapPost("/jobs/{job}:release", ReleaseAsync)
            .DescribeChange("releaseJob", "Ends a job, whoever speaks for it, and releases all its data.")
            .Produces(StatusCodes.Status204NoContent);
        inspection.MapGet("/jobs/{job}/datasets/{dataSet}", GetDataSetAsync)
            .Describe("getDataSet", "One data set: its size, its skew, where it lies.")
            .Produces<DataSetSummary>();
        inspection.MapGet("/jobs/{job}/datasets/{dataSet}/matrix", GetMatrixAsync)
            .Describe("getMatrix", "Who produced how much for whom: a window of producers and subpartitions, in at most 128 x 128 bins.")
            .Produces<DataSetMatrix>();
    }

    private static async Task<JsonHttpResult<Page<JobSummary>>> ListAsync(
        IServiceInspection service,
        CancellationToken cancellationToken,
        string? name = null,
        string? sort = null,
        int skip = 0,
        int take = QueryRules.DefaultTake)
    {
        QueryRules.RequirePage(skip, take);
        (JobSort field, bool descending) = SortParameter<JobSort>.Parse(sort);
        return InspectionAnswer.Json(
            await service.ListJobsAsync(new JobQuery(name, field, descending, skip, take), cancellationToken), InspectionJson.Default.PageJobSummary);
    }

    private static async Task<JsonHttpResult<JobDetail>> GetAsync(JobId job, IServiceInspection service, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await service.GetJobAsync(job, cancellationToken), InspectionJson.Default.JobDetail);

    private static async Task<NoContent> ReleaseAsync(JobId job, IServiceInspection service, CancellationToken cancellationToken)
    {
        await service.ReleaseJobAsync(job, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<DataSetSummary>> GetDataSetAsync(
        JobId job, DataSetId dataSet, IServiceInspection service, CancellationToken cancellationToken)
        => InspectionAnswer.Json(await service.GetDataSetAsync(job, dataSet, cancellationToken), InspectionJson.Default.DataSetSummary);

    private static async Task<JsonHttpResult<DataSetMatrix>> GetMatrixAsync(
        JobId job,
        DataSetId dataSet,
        MatrixView matrix,
        CancellationToken cancellationToken,
        int fromProducer = 0,
        int? producers = null,
        int fromSubpartition = 0,
        int? subpartitions = null,
        int? rows = null,
        int? columns = null)
    {
        MatrixWindow window = new(fromProducer, producers, fromSubpartition, subpartitions, rows, columns);
        return InspectionAnswer.Json(await matrix.GetAsync(job, dataSet, window, cancellationToken), InspectionJson.Default.DataSetMatrix);
    }
}
