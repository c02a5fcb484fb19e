using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary><c>cluster</c>: the whole service in figures, and what to look at now.</summary>
internal static class ClusterVerb
{
    public static Command Create(VerbRunner runner) => runner.Bind(
        new Command("cluster", "The whole service in figures, and what to look at now."),
        async (_, session, cancellationToken) =>
        {
            session.Show(
                await session.Api.GetAsync("/v1/cluster", InspectionJson.Default.ClusterSummary, cancellationToken), cluster => Draw(session, cluster));
            return ExitCode.Ok;
        });

    private static void Draw(Session session, ClusterSummary cluster)
    {
        new FactSheet()
            .Add("service", Invariant(
                $"{session.Api.Service.GetLeftPart(UriPartial.Path).TrimEnd('/')}, {cluster.Kind.ToString().ToLowerInvariant()}, version {cluster.Version}"))
            .Add("up for", Figures.Seconds((cluster.At - cluster.StartedAt).TotalSeconds))
            .Add("workers", WorkersOf(cluster))
            .Add("jobs", Invariant($"{cluster.JobCount}, with {cluster.DataSetCount} data sets"))
            .Add("attempts", Listing.Of(cluster.Attempts))
            .Add("payload", Figures.Bytes(cluster.PayloadBytes))
            .Add("disks", $"{Figures.Bytes(cluster.StoredBytes)} stored, {Figures.Bytes(cluster.UsableBytes)} usable")
            .Add("memory", Listing.Share(cluster.MemoryInUseBytes, cluster.MemoryBudgetBytes))
            .Add("channels", Invariant($"{cluster.OpenWriteChannels} writing, {cluster.OpenReadChannels} reading"))
            .Add("traffic", $"{Figures.Bytes(cluster.ReceivedBytes)} received, {Figures.Bytes(cluster.SentBytes)} sent")
            .Add("changes", cluster.ChangesEnabled ? "possible with the admin token" : "disabled: the node has no admin token")
            .Print(session.Screen);
        foreach (Notice notice in cluster.Notices)
        {
            session.Screen.Line(Tones.Of(notice.Severity), ": ", notice.Text);
        }

        Listing.Missing(session.Warnings, cluster.Missing);
    }

    private static Cell WorkersOf(ClusterSummary cluster) => new(
        Invariant($"{cluster.WorkerCount}, of them {cluster.GoneWorkerCount} gone, {cluster.ExcludedWorkerCount} excluded"),
        cluster.GoneWorkerCount > 0 ? Tone.Bad : cluster.ExcludedWorkerCount > 0 ? Tone.Warning : Tone.Plain);
}
