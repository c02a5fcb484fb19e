using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Events;

/// <summary>An event as a line.</summary>
internal static class EventLines
{
    public static void Draw(Screen screen, IEnumerable<ServiceEvent> events)
    {
        foreach (ServiceEvent happened in events)
        {
            Draw(screen, happened);
        }
    }

    public static void Draw(Screen screen, ServiceEvent happened) => screen.Line(
        new Cell(Figures.Instant(happened.At), Tone.Faint),
        "  ",
        new Cell(happened.Severity.ToString().ToLowerInvariant().PadRight(7), ToneOf(happened.Severity)),
        "  ",
        happened.Kind.PadRight(18),
        "  ",
        happened.Text,
        new Cell(About(happened), Tone.Faint));

    private static Tone ToneOf(EventSeverity severity) => severity switch
    {
        EventSeverity.Error => Tone.Bad,
        EventSeverity.Warning => Tone.Warning,
        _ => Tone.Plain,
    };

    // With it a person goes on: the ids that the other verbs take.
    private static string About(ServiceEvent happened)
    {
        List<string> about = [];
        if (happened.Job is { } job)
        {
            about.Add($"job {Figures.Short(job)}");
        }

        if (happened.DataSet is { } dataSet)
        {
            about.Add(Invariant($"data set {Figures.Short(dataSet)}{(happened.Index is { } index ? $" index {index}" : "")}"));
        }

        if (happened.Worker is { } worker)
        {
            about.Add($"worker {Figures.Short(worker)}");
        }

        return about.Count == 0 ? "" : $"  [{string.Join(", ", about)}]";
    }
}
