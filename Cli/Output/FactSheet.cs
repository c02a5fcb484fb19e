namespace ShuffleOrleans.Cli.Output;

/// <summary>One thing in full: a line for each of its properties, names in a column.</summary>
internal sealed class FactSheet
{
    private readonly List<(string Name, Cell Value)> _facts = [];

    public FactSheet Add(string name, Cell value)
    {
        _facts.Add((name, value));
        return this;
    }

    /// <summary>Only where there is something to say.</summary>
    public FactSheet AddUnlessEmpty(string name, Cell value) => value.Text.Length == 0 ? this : Add(name, value);

    public void Print(Screen screen)
    {
        int width = _facts.Count == 0 ? 0 : _facts.Max(fact => fact.Name.Length);
        foreach ((string name, Cell value) in _facts)
        {
            screen.Line(new Cell(name.PadRight(width + 2), Tone.Faint), value);
        }
    }
}
