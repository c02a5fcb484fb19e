using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Cli.Events;

/// <summary><c>events [--follow]</c>: what happened, and what happens. With --json one object a line.</summary>
internal static class EventsVerb
{
    public static Command Create(VerbRunner runner)
    {
        Option<bool> follow = new("--follow", "-f") { Description = "Go on with what happens, over lost connections too, until Ctrl-C." };
        Option<long?> after = new("--after") { Description = "Begin behind the event with this sequence. Without it: the newest.", HelpName = "SEQUENCE" };
        Option<int> take = Arguments.Take(byDefault: 20);
        Option<string?> job = Arguments.JobFilter();
        Option<string?> worker = Arguments.WorkerFilter();
        Option<string?> severity = new("--severity") { Description = "info, warning or error, and what is worse.", HelpName = "SEVERITY" };
        Command command = new("events", "What happened; with --follow also what happens.") { follow, after, take, job, worker, severity };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            string? jobId = await session.Ids.JobOrNoneAsync(parsed.GetValue(job), cancellationToken);
            string? workerId = await session.Ids.WorkerOrNoneAsync(parsed.GetValue(worker), cancellationToken);
            ApiPath Filtered(string path) => new ApiPath(path).With("job", jobId).With("worker", workerId).With("severity", parsed.GetValue(severity));
            ApiPath list = Filtered("/v1/events").With("after", parsed.GetValue(after)).With("take", parsed.GetValue(take));
            Answer<EventBatch> batch = await session.Api.GetAsync(list, InspectionJson.Default.EventBatch, cancellationToken);
            ShowBatch(session, batch);
            if (parsed.GetValue(follow))
            {
                await FollowAsync(session, () => Filtered("/v1/events/stream"), batch.Value.LastSequence, cancellationToken);
            }

            return ExitCode.Ok;
        });
    }

    private static void ShowBatch(Session session, Answer<EventBatch> batch)
    {
        if (batch.Value.Missed)
        {
            TellMissed(session);
        }

        if (!session.IsJson)
        {
            EventLines.Draw(session.Screen, batch.Value.Items);
            return;
        }

        using JsonDocument document = JsonDocument.Parse(batch.Json);
        foreach (JsonElement item in document.RootElement.GetProperty("items").EnumerateArray())
        {
            session.Screen.Json(item.GetRawText());
        }
    }

    private static async Task FollowAsync(Session session, Func<ApiPath> path, long lastSequence, CancellationToken cancellationToken)
    {
        EventFollower follower = new(session.Api, path, session.Time);
        await follower.FollowAsync(
            lastSequence.ToString(CultureInfo.InvariantCulture), message => Show(session, message), session.Warnings.Line, cancellationToken);
    }

    private static void Show(Session session, StreamMessage message)
    {
        if (message.Type == "missed")
        {
            TellMissed(session);
        }
        else if (message.Type != "shuffle")
        {
            session.Warnings.Line($"A message of the unknown kind '{message.Type}' was passed over.");
        }
        else if (session.IsJson)
        {
            session.Screen.Json(message.Data);
        }
        else
        {
            EventLines.Draw(session.Screen, EventOf(message.Data));
        }

        session.Screen.Flush();
    }

    private static ServiceEvent EventOf(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, InspectionJson.Default.ServiceEvent) ?? throw new InvalidDataException("An event was null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"An event was not understood: {e.Message}", e);
        }
    }

    private static void TellMissed(
        Session session) => session.Warnings.Line("Older events are gone: the log keeps the last 10,000 of the process that answers.");
}
