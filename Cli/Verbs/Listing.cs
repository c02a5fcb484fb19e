using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.Inspection.Service;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>What all lists share: which part of them is shown, and who did not answer.</summary>
internal static class Listing
{
    /// <summary>Says that there is more than the page shows.</summary>
    public static void Footer<T>(Screen screen, Page<T> page, string what)
    {
        if (page.Items.Count == 0)
        {
            screen.Line(page.TotalCount == 0 ? $"No {what}." : Invariant($"None of {page.TotalCount} {what} behind --skip {page.Skip}."));
        }
        else if (page.Items.Count < page.TotalCount)
        {
            screen.Line(Invariant($"{page.Skip + 1} to {page.Skip + page.Items.Count} of {page.TotalCount} {what}; --skip and --take show others."));
        }
    }

    /// <summary>Who did not answer: what is shown lacks their part.</summary>
    public static void Missing(Screen warnings, IReadOnlyList<MissingWorker> missing)
    {
        foreach (MissingWorker worker in missing)
        {
            warnings.Line($"Worker {worker.Worker} is missing here: {worker.Reason}");
        }
    }

    /// <summary>The states that partition attempts are in, without those that none is in.</summary>
    public static string Of(StateCounts counts)
    {
        (string Name, int Count)[] states =
        [
            ("allocated", counts.Allocated), ("writing", counts.Writing), ("committed", counts.Committed),
            ("releasing", counts.Releasing), ("failed", counts.Failed), ("lost", counts.Lost),
        ];
        string text = string.Join(", ", states.Where(state => state.Count > 0).Select(state => Invariant($"{state.Count} {state.Name}")));
        return text.Length == 0 ? "none" : text;
    }

    public static int Sum(StateCounts counts) => counts.Allocated + counts.Writing + counts.Committed + counts.Releasing + counts.Failed + counts.Lost;

    public static string Share(long part, long whole) => $"{Figures.Bytes(part)} of {Figures.Bytes(whole)}";
}
