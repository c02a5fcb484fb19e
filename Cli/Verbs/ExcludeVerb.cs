using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>exclude WORKER</c>: takes a worker, or one of its directories, out: it serves what it holds and takes no new partitions.</summary>
internal static class ExcludeVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string> worker = Arguments.Worker();
        Option<string?> directory = new("--directory") { Description = "Only this one of its directories.", HelpName = "DIRECTORY" };
        Option<string?> reason = new("--reason") { Description = "Why: shown to everybody who looks.", HelpName = "TEXT" };
        Command command = new(
            "exclude", "Takes a worker, or one of its directories, out: it serves what it holds and takes no new partitions.") { worker, directory, reason };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string path = $"/v1/workers/{await session.Ids.WorkerAsync(parsed.GetValue(worker)!, cancellationToken)}:exclude";
            ExcludeWorkerBody body = new(parsed.GetValue(reason), parsed.GetValue(directory));
            session.Show(
                await session.Api.SendAsync(
                    HttpMethod.Post, path, body, InspectionJson.Default.ExcludeWorkerBody, InspectionJson.Default.WorkerSummary, cancellationToken),
                changed => WorkersVerb.TableOf([changed]).Print(session.Screen));
            return ExitCode.Ok;
        });
    }
}
