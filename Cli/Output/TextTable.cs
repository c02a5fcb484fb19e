namespace ShuffleOrleans.Cli.Output;

/// <summary>
/// Rows in columns, as wide as their widest cell, two spaces between: the same on a terminal and in a pipe. A name of a column that begins with '>' has its
/// numbers to the right.
/// </summary>
internal sealed class TextTable(params string[] columns)
{
    private const string Gap = "  ";
    private const int WidestCell = 60;

    // The last column holds reasons, and moves no other.
    private const int WidestLastCell = 400;

    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Length, columns.Length);
        _rows.Add([.. cells.Select((cell, column) =>
            cell with { Text = DisplayWidth.Cut(SafeText.Of(cell.Text), column == columns.Length - 1 ? WidestLastCell : WidestCell) })]);
    }

    public void Print(Screen screen)
    {
        Cell[] head = [.. columns.Select(column => new Cell(column.TrimStart('>'), Tone.Strong))];
        Print(screen, [head, .. _rows]);
    }

    private void Print(Screen screen, Cell[][] rows)
    {
        int[] widths = [.. columns.Select((_, column) => rows.Max(row => DisplayWidth.Of(row[column].Text)))];
        foreach (Cell[] row in rows)
        {
            screen.Line(Place(row, widths));
        }
    }

    private Cell[] Place(Cell[] row, int[] widths)
    {
        int last = Array.FindLastIndex(row, cell => cell.Text.Length > 0);
        List<Cell> line = [];
        for (int column = 0; column <= last; column++)
        {
            string padding = new(' ', widths[column] - DisplayWidth.Of(row[column].Text));
            bool right = columns[column].StartsWith('>');
            line.Add(right ? padding : "");
            line.Add(row[column]);
            line.Add(column == last ? "" : right ? Gap : padding + Gap);
        }

        return [.. line];
    }
}
