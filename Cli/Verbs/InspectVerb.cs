using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>inspect JOB DATASET INDEX</c>: one partition: attempts, layout, who writes and reads it, checks, events.</summary>
internal static class InspectVerb
{
    public static Command Create(VerbRunner runner)
    {
        PartitionTarget target = new();
        Option<int?> attempt = Arguments.Attempt();
        Option<long?> epoch = Arguments.Epoch();
        Option<string?> worker = Arguments.WorkerFilter();
        Option<bool> layout = new("--layout") { Description = "Only the layout; with --json its answer." };
        Option<int> skip = Arguments.Bounded("--skip", "Regions to pass over.", 0, 0, int.MaxValue);
        Option<int> take = Arguments.Bounded("--take", "Regions to show.", 20, 1, InspectionLimits.PageItems);
        Command command = new("inspect", "One partition: attempts, layout, who writes and reads it, checks, events.");
        target.AddTo(command);
        command.Options.Add(attempt);
        command.Options.Add(epoch);
        command.Options.Add(worker);
        command.Options.Add(layout);
        command.Options.Add(skip);
        command.Options.Add(take);
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string path = await target.PathAsync(parsed, session, cancellationToken);
            bool onlyLayout = parsed.GetValue(layout);
            bool hasLayout = onlyLayout || await ShowPartitionAsync(session, path, cancellationToken);
            if (!hasLayout || (session.IsJson && !onlyLayout))
            {
                return ExitCode.Ok;
            }

            ApiPath layoutPath = new ApiPath(path + "/layout")
                .With("attempt", parsed.GetValue(attempt)).With("epoch", parsed.GetValue(epoch))
                .With("worker", await session.Ids.WorkerOrNoneAsync(parsed.GetValue(worker), cancellationToken))
                .With("skip", parsed.GetValue(skip)).With("take", parsed.GetValue(take));
            session.Show(
                await session.Api.GetAsync(
                    layoutPath, InspectionJson.Default.PartitionLayout, cancellationToken), answer => LayoutSheet.Draw(session.Screen, answer));
            return ExitCode.Ok;
        });
    }

    // Whether there is an attempt whose layout can be asked for.
    private static async Task<bool> ShowPartitionAsync(Session session, string path, CancellationToken cancellationToken)
    {
        Answer<PartitionDetail> answer = await session.Api.GetAsync(path, InspectionJson.Default.PartitionDetail, cancellationToken);
        session.Show(answer, detail =>
        {
            PartitionSheet.Draw(session.Screen, detail);
            Listing.Missing(session.Warnings, detail.Missing);
        });
        return answer.Value.Attempts.Any(attempt => attempt.State == PartitionState.Committed);
    }
}
