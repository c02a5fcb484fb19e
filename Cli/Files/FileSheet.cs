using ShuffleOrleans.Cli.Output;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Files;

/// <summary>What was found, for people: one file in full, many as a table, and each finding as a line.</summary>
internal static class FileSheet
{
    public static void Draw(Screen screen, FileReports reports, int regions)
    {
        if (reports.Files is [FileReport only])
        {
            DrawOne(screen, only, regions);
        }
        else if (reports.Files.Count > 0)
        {
            DrawMany(screen, reports.Files);
        }

        foreach (FileReport report in reports.Files)
        {
            DrawDamage(screen, report);
        }

        foreach (string note in reports.Notes)
        {
            screen.Line(note);
        }

        screen.Line(
            Invariant($"{reports.Files.Count} files, {reports.Files.Sum(report => report.SoundFrames)} sound frames, "),
            reports.Damaged == 0 ? new Cell("nothing damaged", Tone.Good) : new Cell(Invariant($"{reports.Damaged} damaged"), Tone.Bad));
    }

    private static void DrawOne(Screen screen, FileReport report, int regions)
    {
        FactSheet facts = new FactSheet(
            ).Add("file", report.File).Add("kind", report.Kind).AddUnlessEmpty("state", report.State).Add("bytes", Figures.Count(report.Bytes));
        foreach ((string name, string value) in report.Identity)
        {
            facts.Add(name, value);
        }

        if (report.Receipt is { } receipt)
        {
            facts.Add("receipt", Invariant(
                $"{receipt.RegionCount} regions, {receipt.FrameCount} frames, {receipt.PayloadBytes} payload bytes, digest {receipt.Digest:x16}"));
        }

        facts.Print(screen);
        DrawSections(screen, report);
        DrawRegions(screen, report, regions);
        screen.Line();
        foreach (string note in report.Notes)
        {
            screen.Line(note);
        }
    }

    private static void DrawSections(Screen screen, FileReport report)
    {
        TextTable table = new("SECTION", ">OFFSET", ">BYTES");
        foreach (FileSection section in report.Sections.OrderBy(section => section.Offset))
        {
            table.Add(section.Name, Figures.Count(section.Offset), Figures.Count(section.Bytes));
        }

        screen.Line();
        table.Print(screen);
    }

    private static void DrawRegions(Screen screen, FileReport report, int most)
    {
        if (report.RegionCount == 0 || most == 0)
        {
            return;
        }

        TextTable table = new("REGION", ">OFFSET", ">BYTES", ">FRAMES", ">RUNS", "SUBPARTITIONS");
        foreach (FileRegion region in report.Regions.Take(most))
        {
            table.Add(
                region.Name, Figures.Count(
                    region.Offset), Figures.Count(region.Bytes), Figures.Count(region.Frames), Figures.Count(region.Runs), region.Subpartitions);
        }

        screen.Line();
        table.Print(screen);
        if (most < report.RegionCount)
        {
            screen.Line(Invariant($"{most} of {report.RegionCount}; --regions shows more."));
        }
    }

    private static void DrawMany(Screen screen, IReadOnlyList<FileReport> reports)
    {
        TextTable table = new("KIND", "STATE", ">BYTES", ">FRAMES", "VERDICT", "FILE");
        foreach (FileReport report in reports)
        {
            Cell verdict = report.DamageCount == 0 ? new Cell("sound", Tone.Good) : new Cell(Invariant($"{report.DamageCount} wrong"), Tone.Bad);
            string[] parts = report.File.Split(Path.DirectorySeparatorChar);
            table.Add(
                report.Kind, report.State, Figures.Count(report.Bytes), Figures.Count(report.SoundFrames), verdict,
                string.Join('/', parts.TakeLast(3).Select((part, place) => place < 2 ? Figures.Short(part) : part)));
        }

        table.Print(screen);
    }

    private static void DrawDamage(Screen screen, FileReport report)
    {
        foreach (Finding finding in report.Damage)
        {
            screen.Line(
                new Cell("damaged", Tone.Bad),
                Invariant($"  {finding.File} at offset {finding.Offset}, {finding.Bytes} bytes: {finding.What}"));
        }

        if (report.DamageCount > report.Damage.Count)
        {
            screen.Line(Invariant($"... and {report.DamageCount - report.Damage.Count} more."));
        }
    }
}
