using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>workers [WORKER]</c>: all of them, or one with its inside.</summary>
internal static class WorkersVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string?> worker = Arguments.Maybe(Arguments.Worker());
        Option<string?> state = new("--state") { Description = "Active, Draining, Excluded or Gone.", HelpName = "STATE" };
        Option<string?> sort = Arguments.Sort("worker, usableBytes, storedBytes, memoryInUseBytes or attempts");
        Option<int> skip = Arguments.Skip();
        Option<int> take = Arguments.Take();
        Command command = new("workers", "The workers, or one worker with its disks, memory and connections.") { worker, state, sort, skip, take };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            if (parsed.GetValue(worker) is { } one)
            {
                await ShowOneAsync(session, one, cancellationToken);
                return ExitCode.Ok;
            }

            ApiPath path = new ApiPath("/v1/workers")
                .With("state", parsed.GetValue(
                    state)).With("sort", parsed.GetValue(sort)).With("skip", parsed.GetValue(skip)).With("take", parsed.GetValue(take));
            session.Show(await session.Api.GetAsync(path, InspectionJson.Default.PageWorkerSummary, cancellationToken), page => Draw(session, page));
            return ExitCode.Ok;
        });
    }

    /// <summary>The workers as a table.</summary>
    public static TextTable TableOf(IEnumerable<WorkerSummary> workers)
    {
        TextTable table = new("WORKER", "STATE", "HOST", ">PORT", "RACK", ">STORED", ">USABLE", ">MEMORY", ">OF", ">WRITE", ">READ", ">ATTEMPTS", "REASON");
        foreach (WorkerSummary worker in workers)
        {
            table.Add(
                worker.Worker.ToString(), Tones.Of(worker.State), worker.Host, Figures.Count(worker.DataPort), worker.Rack,
                Figures.Bytes(
                    worker.StoredBytes), Figures.Bytes(worker.UsableBytes), Figures.Bytes(worker.MemoryInUseBytes), Figures.Bytes(worker.MemoryBudgetBytes),
                Figures.Count(worker.OpenWriteChannels), Figures.Count(worker.OpenReadChannels), Figures.Count(worker.Attempts), worker.Reason);
        }

        return table;
    }

    private static void Draw(Session session, Page<WorkerSummary> page)
    {
        if (page.Items.Count > 0)
        {
            TableOf(page.Items).Print(session.Screen);
        }

        Listing.Footer(session.Screen, page, "workers");
        Listing.Missing(session.Warnings, page.Missing);
    }

    private static async Task ShowOneAsync(Session session, string text, CancellationToken cancellationToken)
    {
        string path = $"/v1/workers/{await session.Ids.WorkerAsync(text, cancellationToken)}";
        Answer<WorkerDetail> answer = await session.Api.GetAsync(path, InspectionJson.Default.WorkerDetail, cancellationToken);
        session.Show(answer, detail =>
        {
            WorkerSheet.Draw(session.Screen, detail, session.Time.GetUtcNow());
            Listing.Missing(session.Warnings, detail.Missing);
        });
    }
}
