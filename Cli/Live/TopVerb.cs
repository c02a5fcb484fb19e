using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Service;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Cli.Live;

/// <summary><c>top</c>: the service as it goes, drawn anew each time; without a terminal one picture behind the other.</summary>
internal static class TopVerb
{
    private const int ShownWorkers = 20;
    private const int ShownWaits = 10;

    public static Command Create(VerbRunner runner)
    {
        Option<int> interval = Arguments.Bounded("--interval", "Seconds between two looks.", 2, 1, 3600);
        Option<int> count = Arguments.Bounded("--count", "How many looks; 0 goes on until Ctrl-C.", 0, 0, int.MaxValue);
        Command command = new(
            "top", "The service as it goes: traffic, workers, what waits. With --json the cluster's figures, a line each time.") { interval, count };
        return runner.Bind(command, async (parsed, session, cancellationToken) =>
        {
            TrafficMeter meter = new();
            int looks = parsed.GetValue(count);
            for (int look = 0; looks == 0 || look < looks; look++)
            {
                if (look > 0)
                {
                    await Task.Delay(TimeSpan.FromSeconds(parsed.GetValue(interval)), session.Time, cancellationToken);
                }

                await LookAsync(session, meter, cancellationToken);
            }

            return ExitCode.Ok;
        });
    }

    private static async Task LookAsync(Session session, TrafficMeter meter, CancellationToken cancellationToken)
    {
        Answer<ClusterSummary> cluster = await session.Api.GetAsync("/v1/cluster", InspectionJson.Default.ClusterSummary, cancellationToken);
        if (session.IsJson)
        {
            session.Screen.Json(cluster.Json);
            session.Screen.Flush();
            return;
        }

        ApiPath workersPath = new ApiPath("/v1/workers").With("sort", "-memoryInUseBytes").With("take", ShownWorkers);
        Page<WorkerSummary> workers = (await session.Api.GetAsync(workersPath, InspectionJson.Default.PageWorkerSummary, cancellationToken)).Value;
        Page<Wait> waits = (
            await session.Api.GetAsync(new ApiPath("/v1/waits").With("take", ShownWaits), InspectionJson.Default.PageWait, cancellationToken)).Value;
        session.Screen.Clear();
        TopPicture.Draw(session.Screen, cluster.Value, meter.Next(cluster.Value), workers, waits);
        session.Screen.Flush();
    }
}
