using System.CommandLine;
using ShuffleOrleans.Cli.Events;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>jobs [JOB]</c>: all of them, or one with its data sets and events.</summary>
internal static class JobsVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string?> job = Arguments.Maybe(Arguments.Job());
        Option<string?> name = new("--name") { Description = "Only jobs whose name contains this.", HelpName = "TEXT" };
        Option<string?> sort = Arguments.Sort("name, bytes, partitions or registeredAt");
        Option<int> skip = Arguments.Skip();
        Option<int> take = Arguments.Take();
        Command command = new("jobs", "The jobs, or one job with its data sets and events.") { job, name, sort, skip, take };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            if (parsed.GetValue(job) is { } one)
            {
                string path = $"/v1/jobs/{await session.Ids.JobAsync(one, cancellationToken)}";
                session.Show(await session.Api.GetAsync(path, InspectionJson.Default.JobDetail, cancellationToken), detail => DrawOne(session.Screen, detail));
                return ExitCode.Ok;
            }

            ApiPath list = new ApiPath("/v1/jobs")
                .With(
                    "name", parsed.GetValue(name)).With("sort", parsed.GetValue(sort)).With("skip", parsed.GetValue(skip)).With("take", parsed.GetValue(take));
            session.Show(await session.Api.GetAsync(list, InspectionJson.Default.PageJobSummary, cancellationToken), page => Draw(session, page));
            return ExitCode.Ok;
        });
    }

    /// <summary>Data sets as a table.</summary>
    public static TextTable TableOf(IEnumerable<DataSetSummary> dataSets)
    {
        TextTable table = new("DATASET", "KIND", ">PARTITIONS", ">SUBPARTITIONS", ">COMMITTED", ">LOST", ">BYTES", ">LARGEST", ">SKEW", ">WORKERS");
        foreach (DataSetSummary dataSet in dataSets)
        {
            table.Add(
                dataSet.DataSet.ToString(), dataSet.Kind.ToString(), Figures.Count(dataSet.PartitionCount), Figures.Count(dataSet.SubpartitionCount),
                Figures.Count(dataSet.Attempts.Committed), new Cell(Figures.Count(dataSet.Attempts.Lost), dataSet.Attempts.Lost > 0 ? Tone.Bad : Tone.Plain),
                Figures.Bytes(
                    dataSet.PayloadBytes), Figures.Bytes(dataSet.LargestPartitionBytes), Figures.Ratio(dataSet.Skew), Figures.Count(dataSet.Workers.Count));
        }

        return table;
    }

    private static void Draw(Session session, Page<JobSummary> page)
    {
        TextTable table = new("JOB", "NAME", ">DATASETS", ">ATTEMPTS", ">COMMITTED", ">LOST", ">BYTES", "DURABILITY", "REGISTERED");
        foreach (JobSummary job in page.Items)
        {
            table.Add(
                job.Job.ToString(), job.Name, Figures.Count(job.DataSetCount), Figures.Count(Listing.Sum(job.Attempts)), Figures.Count(job.Attempts.Committed),
                new Cell(Figures.Count(job.Attempts.Lost), job.Attempts.Lost > 0 ? Tone.Bad : Tone.Plain), Figures.Bytes(job.PayloadBytes),
                job.Durability.ToString(), Figures.Instant(job.RegisteredAt));
        }

        if (page.Items.Count > 0)
        {
            table.Print(session.Screen);
        }

        Listing.Footer(session.Screen, page, "jobs");
        Listing.Missing(session.Warnings, page.Missing);
    }

    private static void DrawOne(Screen screen, JobDetail job)
    {
        new FactSheet()
            .Add("job", job.Job.ToString())
            .Add("name", job.Name)
            .Add("registered", Figures.Instant(job.RegisteredAt))
            .Add("heartbeat", $"until {Figures.Instant(job.HeartbeatDeadline)}, each within {Figures.Seconds(job.HeartbeatTimeoutSeconds)}")
            .Add("takeovers", Figures.Count(job.Takeovers))
            .Add("durability", job.Durability.ToString())
            .AddUnlessEmpty("disk kind", job.PreferredDiskKind?.ToString() ?? "")
            .AddUnlessEmpty("assignment", job.AssignmentStrategy ?? "")
            .Add("attempts", Listing.Of(job.Attempts))
            .Add("payload", Figures.Bytes(job.PayloadBytes))
            .Print(screen);
        screen.Line();
        if (job.DataSets.Count > 0)
        {
            TableOf(job.DataSets).Print(screen);
        }
        else
        {
            screen.Line("No data sets.");
        }

        if (job.Events.Count > 0)
        {
            screen.Line();
            screen.Line(Invariant($"The last {job.Events.Count} events:"));
            EventLines.Draw(screen, job.Events);
        }
    }
}
