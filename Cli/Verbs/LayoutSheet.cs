using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection.Workers;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>What lies where in one attempt.</summary>
internal static class LayoutSheet
{
    public static void Draw(Screen screen, PartitionLayout layout)
    {
        screen.Line();
        new FactSheet()
            .Add("layout of", Invariant($"attempt {layout.Attempt} epoch {layout.Epoch} on {layout.Worker}"))
            .Add("stored in", new Cell(layout.StoredIn.ToString(), layout.StoredIn == StoredIn.Quarantine ? Tone.Bad : Tone.Plain))
            .AddUnlessEmpty("directory", layout.Directory)
            .AddUnlessEmpty("file", layout.FileName.Length == 0 ? "" : $"{layout.FileName}, {Figures.Bytes(layout.FileBytes)}")
            .AddUnlessEmpty("detail", new Cell(layout.Detail, layout.StoredIn == StoredIn.Quarantine ? Tone.Bad : Tone.Plain))
            .Add("receipt", PartitionSheet.Of(layout.Receipt))
            .Print(screen);
        DrawSections(screen, layout);
        DrawRegions(screen, layout);
        DrawReaders(screen, layout);
    }

    private static void DrawSections(Screen screen, PartitionLayout layout)
    {
        if (layout.Sections.Count == 0)
        {
            return;
        }

        TextTable table = new("SECTION", ">OFFSET", ">BYTES");
        foreach (LayoutSection section in layout.Sections)
        {
            table.Add(section.Kind.ToString(), Figures.Count(section.Offset), Figures.Count(section.Bytes));
        }

        screen.Line();
        table.Print(screen);
    }

    private static void DrawRegions(Screen screen, PartitionLayout layout)
    {
        if (layout.Regions.Count == 0)
        {
            return;
        }

        TextTable table = new(">REGION", ">OFFSET", ">BYTES", ">FRAMES", ">RUNS", "SUBPARTITIONS");
        foreach (LayoutRegion region in layout.Regions)
        {
            table.Add(
                Figures.Count(
                    region.Region), Figures.Count(region.Offset), Figures.Count(region.Bytes), Figures.Count(region.Frames), Figures.Count(region.Runs.Count),
                region.Broadcast ? "all: broadcast" : SubpartitionsOf(region));
        }

        screen.Line();
        table.Print(screen);
        if (layout.Regions.Count < layout.RegionCount)
        {
            screen.Line(
                Invariant($"Regions {layout.Skip} to {layout.Skip + layout.Regions.Count - 1} of {layout.RegionCount}; --skip and --take show others."));
        }

        if (layout.Contributions)
        {
            screen.Line("Offsets are in the shared files of frames of its data set.");
        }
    }

    private static string SubpartitionsOf(LayoutRegion region) => region.Runs.Count == 0
        ? ""
        : Invariant($"{region.Runs[0].Subpartition}{(region.Runs.Count > 1 ? $" to {region.Runs[^1].Subpartition}" : "")}");

    private static void DrawReaders(Screen screen, PartitionLayout layout)
    {
        if (layout.Readers.Count == 0)
        {
            return;
        }

        TextTable table = new("READER", "SUBPARTITIONS", ">AT OFFSET", ">READ", ">OF", "WAITS FOR");
        foreach (LayoutReader reader in layout.Readers)
        {
            table.Add(
                reader.Peer, Invariant($"{reader.FirstSubpartition}-{reader.FirstSubpartition + reader.SubpartitionCount - 1}"),
                Figures.Count(reader.Offset), Figures.Bytes(reader.Bytes), Figures.Bytes(reader.TotalBytes), Tones.Of(reader.Waiting));
        }

        screen.Line();
        table.Print(screen);
    }
}
