using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>waits</c>: what waits, and what for, the longest first.</summary>
internal static class WaitsVerb
{
    public static Command Create(VerbRunner runner)
    {
        Option<string?> job = Arguments.JobFilter();
        Option<string?> worker = Arguments.WorkerFilter();
        Option<int> skip = Arguments.Skip();
        Option<int> take = Arguments.Take();
        Command command = new("waits", "What waits, and what for, the longest first.") { job, worker, skip, take };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            ApiPath path = new ApiPath("/v1/waits")
                .With("job", await session.Ids.JobOrNoneAsync(parsed.GetValue(job), cancellationToken))
                .With("worker", await session.Ids.WorkerOrNoneAsync(parsed.GetValue(worker), cancellationToken))
                .With("skip", parsed.GetValue(skip))
                .With("take", parsed.GetValue(take));
            session.Show(await session.Api.GetAsync(path, InspectionJson.Default.PageWait, cancellationToken), page =>
            {
                Draw(session.Screen, page);
                Listing.Missing(session.Warnings, page.Missing);
            });
            return ExitCode.Ok;
        });
    }

    public static void Draw(Screen screen, Page<Wait> page)
    {
        if (page.TotalCount == 0)
        {
            screen.Line("Nothing waits.");
            return;
        }

        TextTable table = new(">FOR", "BLOCKER", "JOB", "DATASET", ">INDEX", "CHANNEL", "WORKER", "WHY");
        foreach (Wait wait in page.Items)
        {
            table.Add(
                Figures.Seconds(wait.WaitingSeconds), Tones.Of(wait.Blocker), Figures.Short(wait.Job), Figures.Short(wait.DataSet), Figures.Count(wait.Index),
                ChannelOf(wait), Figures.Short(wait.Worker), wait.Text);
        }

        if (page.Items.Count > 0)
        {
            table.Print(screen);
        }

        Listing.Footer(screen, page, "waits");
    }

    private static string ChannelOf(Wait wait) => wait.Direction is { } direction
        ? $"{direction.ToString().ToLowerInvariant()} {wait.Subpartitions}".TrimEnd()
        : Figures.None;
}
