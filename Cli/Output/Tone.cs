namespace ShuffleOrleans.Cli.Output;

/// <summary>How a piece of text is meant; a terminal shows it as a colour.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Faint,
    Good,
    Warning,
    Bad,
}
