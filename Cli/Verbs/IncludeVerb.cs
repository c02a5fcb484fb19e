using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>include WORKER</c>: takes a worker, or one of its directories, back in.</summary>
internal static class IncludeVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string> worker = Arguments.Worker();
        Option<string?> directory = new("--directory") { Description = "Only this one of its directories.", HelpName = "DIRECTORY" };
        Command command = new("include", "Takes a worker, or one of its directories, back in.") { worker, directory };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string path = $"/v1/workers/{await session.Ids.WorkerAsync(parsed.GetValue(worker)!, cancellationToken)}:include";
            IncludeWorkerBody body = new(parsed.GetValue(directory));
            session.Show(
                await session.Api.SendAsync(
                    HttpMethod.Post, path, body, InspectionJson.Default.IncludeWorkerBody, InspectionJson.Default.WorkerSummary, cancellationToken),
                changed => WorkersVerb.TableOf([changed]).Print(session.Screen));
            return ExitCode.Ok;
        });
    }
}
