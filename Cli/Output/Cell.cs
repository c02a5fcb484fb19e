namespace ShuffleOrleans.Cli.Output;

/// <summary>A piece of text with its meaning.</summary>
/// <param name="Text">Any text: what reaches a terminal is made safe by <see cref="Screen"/>.</param>
/// <param name="Tone">How it is meant.</param>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);
}
