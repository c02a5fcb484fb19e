using static System.FormattableString;


namespace ShuffleOrleans.Cli.Output;

/// <summary>A grid of sums as characters, the darker the more: a hot column is a hot key, a pale row a producer that is late. The same in a pipe.</summary>
internal static class HeatMap
{
    // From nothing to the most; each step is an equal part of the largest cell.
    private const string Ramp = " .:-=+*#%@";

    /// <param name="screen">Where to.</param>
    /// <param name="cells">Row after row.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="rowNames">What a row stands for.</param>
    /// <param name="rowSums">What it adds up to.</param>
    public static void Print(Screen screen, IReadOnlyList<long> cells, int rows, int columns, Func<int, string> rowNames, IReadOnlyList<long> rowSums)
    {
        long most = cells.Count == 0 ? 0 : cells.Max();
        string[] names = [.. Enumerable.Range(0, rows).Select(rowNames)];
        int width = names.Length == 0 ? 0 : names.Max(name => name.Length);
        string border = new string(' ', width + 1) + "+" + new string('-', columns) + "+";
        screen.Line(border);
        for (int row = 0; row < rows; row++)
        {
            string line = new([.. Enumerable.Range(0, columns).Select(column => Shade(cells[(row * columns) + column], most))]);
            screen.Line(names[row].PadLeft(width), " |", line, "| ", new Cell(Figures.Bytes(rowSums[row]), Tone.Faint));
        }

        screen.Line(border);
        screen.Line(Invariant($"'{Ramp[0]}' nothing, '{Ramp[1]}' little, '{Ramp[^1]}' the most: {Figures.Bytes(most)} in a cell"));
    }

    private static char Shade(long bytes, long most) => bytes <= 0 ? Ramp[0] : Ramp[1 + (int)((Ramp.Length - 2) * (double)bytes / most)];
}
