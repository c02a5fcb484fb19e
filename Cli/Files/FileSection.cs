namespace ShuffleOrleans.Cli.Files;

/// <summary>A part of a file.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record FileSection(string Name, long Offset, long Bytes);
