using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection.Answers;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>One worker in full.</summary>
internal static class WorkerSheet
{
    // The largest few say who holds the memory; the rest is in the JSON.
    private const int ShownHolders = 10;

    public static void Draw(Screen screen, WorkerDetail worker, DateTimeOffset now)
    {
        FactSheet facts = new FactSheet()
            .Add("worker", worker.Worker.ToString())
            .Add("incarnation", worker.Incarnation.ToString())
            .Add("state", Tones.Of(worker.State))
            .AddUnlessEmpty("reason", worker.Reason)
            .Add("address", Invariant($"{worker.Host}:{worker.DataPort}"))
            .AddUnlessEmpty("rack", worker.Rack)
            .AddUnlessEmpty("node", worker.Node)
            .Add("last heard", worker.LastHeardAt is { } heard ? Figures.Seconds((now - heard).TotalSeconds) + " ago" : "never")
            .Add("attempts", Figures.Count(worker.Attempts) + (worker.HasOrphans ? ", and data of unknown jobs" : ""));
        if (worker.Inside is not { } inside)
        {
            facts.Print(screen);
            DrawDisks(screen, worker.Disks);
            return;
        }

        Inside(facts, inside, now).Print(screen);
        DrawDisks(screen, inside.Disks);
        DrawHolders(screen, inside.Ledger);
        DrawWaiters(screen, inside.Ledger);
        DrawConnections(screen, inside);
    }

    private static FactSheet Inside(FactSheet facts, WorkerInside inside, DateTimeOffset now) => facts
        .Add("up for", Figures.Seconds((now - inside.StartedAt).TotalSeconds))
        .Add("received", Invariant($"{Figures.Bytes(inside.ReceivedBytes)} in {inside.ReceivedFrames} frames"))
        .Add("sent", Invariant($"{Figures.Bytes(inside.SentBytes)} in {inside.SentFrames} frames"))
        .Add("open files", Invariant($"{inside.OpenFiles} of {inside.MaxOpenFiles}"))
        .Add("kept in memory", Invariant($"{inside.KeptPartitions} partitions, {Figures.Bytes(inside.KeptBytes)}"))
        .Add("quarantine", new Cell(
            Invariant($"{inside.QuarantinedFiles} files, {Figures.Bytes(inside.QuarantinedBytes)}"),
            inside.QuarantinedFiles > 0 ? Tone.Warning : Tone.Plain))
        .Add("failed checks", new Cell(Figures.Count(inside.VerificationFailures), inside.VerificationFailures > 0 ? Tone.Bad : Tone.Plain))
        .Add("memory", MemoryOf(inside.Ledger));

    private static string MemoryOf(LedgerState ledger) =>
        $"{Listing.Share(ledger.InUseBytes, ledger.BudgetBytes)}, {Figures.Bytes(ledger.PromisedBytes)} promised, {Figures.Bytes(ledger.FreeBytes)} free";

    private static void DrawDisks(Screen screen, IReadOnlyList<DiskSummary> disks)
    {
        TextTable table = new("DIRECTORY", "KIND", "STATE", ">STORED", ">USABLE", "REASON");
        foreach (DiskSummary disk in disks)
        {
            table.Add(
                disk.Directory, disk.Kind.ToString(), Tones.Of(disk.State), Figures.Bytes(disk.StoredBytes), Figures.Bytes(disk.UsableBytes), disk.Reason);
        }

        Print(screen, table);
    }

    private static void DrawDisks(Screen screen, IReadOnlyList<InspectedDisk> disks)
    {
        TextTable table = new("DIRECTORY", "KIND", "STATE", ">STORED", ">USABLE", ">PARTITIONS", ">QUEUED", ">READS", ">FILES", "SCRUBBED", "REASON");
        foreach (InspectedDisk disk in disks)
        {
            table.Add(
                disk.Directory, disk.Kind.ToString(
                    ), Tones.Of(disk.State), Figures.Bytes(disk.StoredBytes), Figures.Bytes(disk.UsableBytes), Figures.Count(disk.Partitions),
                Figures.Count(disk.QueuedWork), Figures.Count(disk.WaitingReads), Figures.Count(disk.OpenFiles), Figures.Instant(disk.ScrubbedAt), disk.Reason);
        }

        Print(screen, table);
    }

    private static void DrawHolders(Screen screen, LedgerState ledger)
    {
        if (ledger.Holders.Count == 0)
        {
            return;
        }

        TextTable table = new("MEMORY OF", "OWNER", ">IN USE", ">GUARANTEE", ">QUOTA");
        foreach (LedgerHolder holder in ledger.Holders.OrderByDescending(holder => holder.InUseBytes).Take(ShownHolders))
        {
            table.Add(
                holder.Kind.ToString(), holder.Owner, Figures.Bytes(holder.InUseBytes), Figures.Bytes(holder.GuaranteedBytes),
                holder.QuotaBytes == long.MaxValue ? Figures.None : Figures.Bytes(holder.QuotaBytes));
        }

        Print(screen, table);
    }

    private static void DrawWaiters(Screen screen, LedgerState ledger)
    {
        foreach (LedgerWaiter waiter in ledger.Waiters)
        {
            screen.Line(new Cell(
                $"{waiter.Owner} waits {Figures.Seconds(waiter.WaitingSeconds)} for {Figures.Bytes(waiter.WantedBytes)}: {waiter.WaitsFor}", Tone.Warning));
        }
    }

    private static void DrawConnections(Screen screen, WorkerInside inside)
    {
        if (inside.Connections.Count == 0)
        {
            return;
        }

        TextTable table = new("CONNECTION", "PEER", "ROLE", ">CHANNELS", ">RECEIVED", ">SENT", ">SILENT");
        foreach (OpenConnection connection in inside.Connections)
        {
            table.Add(
                connection.Connection, connection.Peer, connection.Role.ToString().ToLowerInvariant(), Figures.Count(connection.Channels),
                Figures.Bytes(connection.ReceivedBytes), Figures.Bytes(connection.SentBytes), Figures.Seconds(connection.SilentSeconds));
        }

        Print(screen, table);
        screen.Line(Invariant($"{inside.ConnectionCount} of at most {inside.MaxConnections} connections."));
    }

    private static void Print(Screen screen, TextTable table)
    {
        screen.Line();
        table.Print(screen);
    }
}
