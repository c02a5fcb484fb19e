using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>A server that answers with <see cref="Samples"/>.</summary>
internal static class SampleService
{
    public static string JobPath => $"/v1/jobs/{Samples.Job}";

    public static string DataSetPath => $"{JobPath}/datasets/{Samples.DataSet}";

    public static string PartitionPath => $"/v1/partitions/{Samples.Job}/{Samples.DataSet}/1";

    public static async Task<FakeService> StartAsync() => (await FakeService.StartAsync())
        .On("GET /v1/cluster", Samples.Cluster, InspectionJson.Default.ClusterSummary)
        .On("GET /v1/workers", new Page<WorkerSummary>([Samples.WorkerSummary], 1, 0), InspectionJson.Default.PageWorkerSummary)
        .On("GET /v1/jobs", new Page<JobSummary>([Samples.JobNamed("nightly sort")], 1, 0), InspectionJson.Default.PageJobSummary)
        .On("GET " + JobPath, new JobDetail(Samples.JobNamed("nightly sort"), [Samples.DataSetSummary], [Samples.Event(5)]), InspectionJson.Default.JobDetail)
        .On("GET " + DataSetPath, Samples.DataSetSummary, InspectionJson.Default.DataSetSummary)
        .On($"GET {DataSetPath}/matrix", Samples.Matrix, InspectionJson.Default.DataSetMatrix)
        .On(
            "GET /v1/partitions",
            new Page<PartitionSummary>([Samples.Partition(1, PartitionState.Committed), Samples.Partition(0, PartitionState.Lost)], 9, 2),
            InspectionJson.Default.PagePartitionSummary)
        .On("GET " + PartitionPath, Samples.Detail, InspectionJson.Default.PartitionDetail)
        .On($"GET {PartitionPath}/layout", Samples.Layout, InspectionJson.Default.PartitionLayout)
        .On(
            "GET /v1/waits",
            new Page<Wait>(
                [new Wait(Blocker.SlowReader, 75, "the reader at 10.0.0.7:4000 gives no credit",
                    Samples.Worker, Samples.Job, Samples.DataSet, 1, 0, ChannelDirection.Read, "0-3")], 1, 0),
            InspectionJson.Default.PageWait)
        .On("GET /v1/events", new EventBatch([Samples.Event(5), Samples.Event(6)], 6, false), InspectionJson.Default.EventBatch)
        .On("GET /v1/log-levels", new LogLevels(new Dictionary<string, string> { ["Default"] = "Information" }), InspectionJson.Default.LogLevels);
}
