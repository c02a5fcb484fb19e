using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Cli.Verbs;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Live;

/// <summary>One look at the service.</summary>
internal static class TopPicture
{
    public static void Draw(Screen screen, ClusterSummary cluster, (double Received, double Sent)? traffic, Page<WorkerSummary> workers, Page<Wait> waits)
    {
        screen.Line(
            new Cell(Figures.Instant(cluster.At), Tone.Strong),
            Invariant(
                $"  up {Figures.Seconds((cluster.At - cluster.StartedAt).TotalSeconds)}, {cluster.JobCount} jobs, attempts: {Listing.Of(cluster.Attempts)}"));
        string rates = traffic is { } rate ? $"in {Figures.Rate(rate.Received)}, out {Figures.Rate(rate.Sent)}" : "in -, out -";
        string memory = Listing.Share(cluster.MemoryInUseBytes, cluster.MemoryBudgetBytes);
        screen.Line(
            Invariant($"{rates}; {cluster.OpenWriteChannels} write and {cluster.OpenReadChannels} read channels; ")
            + $"memory {memory}; {Figures.Bytes(cluster.StoredBytes)} stored");
        foreach (Notice notice in cluster.Notices)
        {
            screen.Line(Tones.Of(notice.Severity), ": ", notice.Text);
        }

        screen.Line();
        WorkersVerb.TableOf(workers.Items).Print(screen);
        screen.Line();
        WaitsVerb.Draw(screen, waits);
        if (!screen.IsTerminal)
        {
            screen.Line();
        }
    }
}
