using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>partitions</c>: attempts of partitions, filtered, sorted, page by page.</summary>
internal static class PartitionsVerb
{
    public static Command Create(VerbRunner runner)
    {
        Option<string?> job = Arguments.JobFilter();
        Option<string?> dataSet = new("--dataset") { Description = "Only this data set of the job.", HelpName = "DATASET" };
        Option<string[]> state = new("--state")
        {
            Description = "Allocated, Writing, Committed, Releasing, Failed or Lost; may be given several times.",
            HelpName = "STATE",
        };
        Option<string?> worker = Arguments.WorkerFilter();
        Option<long?> minBytes = new("--min-bytes") { Description = "Only with at least so many bytes of payload.", HelpName = "N" };
        Option<string?> sort = Arguments.Sort("bytes, frames, skew, state, age or index");
        Option<int> skip = Arguments.Skip();
        Option<int> take = Arguments.Take();
        Command command = new("partitions", "Partition attempts, filtered, sorted, page by page.") { job, dataSet, state, worker, minBytes, sort, skip, take };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string? jobId = await session.Ids.JobOrNoneAsync(parsed.GetValue(job), cancellationToken);
            ApiPath path = new ApiPath("/v1/partitions")
                .With("job", jobId)
                .With("dataSet", await DataSetAsync(session, jobId, parsed.GetValue(dataSet), cancellationToken))
                .With("worker", await session.Ids.WorkerOrNoneAsync(parsed.GetValue(worker), cancellationToken))
                .With("minBytes", parsed.GetValue(minBytes))
                .With("sort", parsed.GetValue(sort))
                .With("skip", parsed.GetValue(skip))
                .With("take", parsed.GetValue(take));
            foreach (string wanted in parsed.GetValue(state) ?? [])
            {
                path.With("state", wanted);
            }

            session.Show(await session.Api.GetAsync(path, InspectionJson.Default.PagePartitionSummary, cancellationToken), page => Draw(session, page));
            return ExitCode.Ok;
        });
    }

    private static async Task<string?> DataSetAsync(Session session, string? job, string? text, CancellationToken cancellationToken) => (job, text) switch
    {
        (_, null) => null,
        (null, _) when DataSetId.TryParse(text, null, out _) => text,
        (null, _) => throw new MisuseException("The first digits of a data set say nothing without its job: give --job, or the data set's id in full."),
        _ => (await session.Ids.DataSetAsync(JobId.Parse(job, null), text, cancellationToken)).ToString(),
    };

    private static void Draw(Session session, Page<PartitionSummary> page)
    {
        TextTable table = new(
            "JOB", "DATASET", "KIND", ">INDEX", ">ATTEMPT", ">EPOCH", "STATE", ">BYTES", ">FRAMES", ">SKEW", ">SUBPARTITIONS", "WORKERS", "ALLOCATED");
        foreach (PartitionSummary partition in page.Items)
        {
            table.Add(
                Figures.Short(partition.Job), Figures.Short(
                    partition.DataSet), partition.Kind.ToString(), Figures.Count(partition.Index), Figures.Count(partition.Attempt),
                Figures.Count(partition.Epoch), Tones.Of(partition.State), Figures.Bytes(partition.PayloadBytes), Figures.Count(partition.FrameCount),
                Figures.Ratio(
                    partition.Skew), Figures.Count(partition.SubpartitionCount), string.Join(',', partition.Workers.Select(worker => Figures.Short(worker))),
                Figures.Instant(partition.AllocatedAt));
        }

        if (page.Items.Count > 0)
        {
            table.Print(session.Screen);
        }

        Listing.Footer(session.Screen, page, "partition attempts");
        Listing.Missing(session.Warnings, page.Missing);
    }
}
