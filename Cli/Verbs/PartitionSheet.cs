using ShuffleOrleans.Cli.Events;
using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>One partition in full, but for its layout.</summary>
internal static class PartitionSheet
{
    public static void Draw(Screen screen, PartitionDetail partition)
    {
        new FactSheet()
            .Add("partition", Invariant($"{partition.Kind.ToString().ToLowerInvariant()} {partition.Index}"))
            .Add("data set", partition.DataSet.ToString())
            .Add("job", partition.Job.ToString())
            .Print(screen);
        foreach (AttemptDetail attempt in partition.Attempts)
        {
            DrawAttempt(screen, attempt);
        }

        DrawChannels(screen, partition.Channels);
        if (partition.Checks.Count > 0)
        {
            screen.Line();
            CheckTable(partition.Checks).Print(screen);
        }

        if (partition.Events.Count > 0)
        {
            screen.Line();
            EventLines.Draw(screen, partition.Events);
        }
    }

    /// <summary>Checks as a table.</summary>
    public static TextTable CheckTable(IEnumerable<Verification> checks)
    {
        TextTable table = new("CHECKED", "OUTCOME", "WORKER", ">ATTEMPT", ">EPOCH", ">FRAMES", ">BYTES", ">TOOK", "BY", "DETAIL");
        foreach (Verification check in checks)
        {
            table.Add(
                Figures.Instant(check.At), Tones.Of(check.Outcome), Figures.Short(check.Worker), Figures.Count(check.Attempt), Figures.Count(check.Epoch),
                Figures.Count(check.Frames), Figures.Bytes(check.Bytes), Figures.Seconds(check.Seconds), check.By.ToString(), check.Detail);
        }

        return table;
    }

    /// <summary>A receipt in words.</summary>
    public static string Of(PartitionReceipt? receipt) => receipt is { } counted
        ? Invariant($"{Figures.Bytes(counted.PayloadBytes)} in {counted.FrameCount} frames, {counted.RegionCount} regions, digest {counted.Digest:x16}")
        : "no receipt";

    private static void DrawAttempt(Screen screen, AttemptDetail attempt)
    {
        screen.Line();
        screen.Line(
            Invariant($"attempt {attempt.Attempt} epoch {attempt.Epoch}: "),
            Tones.Of(attempt.State),
            Invariant($", {attempt.SubpartitionCount} subpartitions, allocated {Figures.Instant(attempt.AllocatedAt)}"));
        screen.Line("  " + Of(attempt.Receipt));
        foreach (ShareDetail share in attempt.Shares)
        {
            string end = share.Released ? ", released" : share.MayHaveRemains ? ", may have remains" : "";
            screen.Line(Invariant($"  on {share.Worker} at {share.Host}:{share.DataPort}: {Of(share.Receipt)}{end}"));
        }
    }

    private static void DrawChannels(Screen screen, IReadOnlyList<OpenChannel> channels)
    {
        if (channels.Count == 0)
        {
            return;
        }

        TextTable table = new("CHANNEL", "PEER", "SUBPARTITIONS", ">BYTES", ">OF", ">CREDIT", ">BACKLOG", "WAITS FOR", ">SINCE");
        foreach (OpenChannel channel in channels)
        {
            table.Add(
                channel.Direction.ToString().ToLowerInvariant(), channel.Peer,
                Invariant($"{channel.FirstSubpartition}-{channel.FirstSubpartition + channel.SubpartitionCount - 1}"),
                Figures.Bytes(channel.Bytes), Figures.Bytes(channel.TotalBytes), Figures.Bytes(channel.CreditBytes), Figures.Bytes(channel.BacklogBytes),
                Tones.Of(channel.Waiting), channel.Waiting == Blocker.None ? Figures.None : Figures.Seconds(channel.WaitingSeconds));
        }

        screen.Line();
        table.Print(screen);
    }
}
