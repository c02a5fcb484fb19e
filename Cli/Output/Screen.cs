namespace ShuffleOrleans.Cli.Output;

/// <summary>
/// The only way to standard output and standard error: whatever is printed is made safe here, and nothing but this writes a control sequence. Used by one
/// thread at a time.
/// </summary>
internal sealed class Screen(TextWriter writer, bool colours, bool isTerminal)
{
    private const string Reset = "\e[0m";
    private const string HomeAndClear = "\e[H\e[J";

    /// <summary>Whether a person sees it.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>An empty line.</summary>
    public void Line() => writer.WriteLine();

    public void Line(string text) => writer.WriteLine(SafeText.Of(text));

    /// <summary>A line of pieces, one behind the other.</summary>
    public void Line(params ReadOnlySpan<Cell> cells)
    {
        Text(cells);
        writer.WriteLine();
    }

    /// <summary>The same without a line end: a question.</summary>
    public void Text(params ReadOnlySpan<Cell> cells)
    {
        foreach (Cell cell in cells)
        {
            string text = SafeText.Of(cell.Text);
            string begin = colours ? Begin(cell.Tone) : "";
            writer.Write(begin.Length == 0 ? text : begin + text + Reset);
        }
    }

    /// <summary>JSON for a program: as it is; for a terminal with what it would obey escaped.</summary>
    public void Json(string json) => writer.WriteLine(isTerminal ? SafeText.OfJson(json) : json);

    /// <summary>A file of our own, a completion script.</summary>
    public void Script(string script) => writer.Write(script);

    /// <summary>Begins a picture anew, where there is a terminal to show one.</summary>
    public void Clear()
    {
        if (isTerminal)
        {
            writer.Write(HomeAndClear);
        }
    }

    public void Flush() => writer.Flush();

    private static string Begin(Tone tone) => tone switch
    {
        Tone.Strong => "\e[1m",
        Tone.Faint => "\e[2m",
        Tone.Good => "\e[32m",
        Tone.Warning => "\e[33m",
        Tone.Bad => "\e[31m",
        _ => "",
    };
}
