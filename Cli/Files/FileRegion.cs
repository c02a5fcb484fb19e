namespace ShuffleOrleans.Cli.Files;

/// <summary>A region of a map partition, or a stretch of a contribution.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Frames">Frames in it.</param>
/// <param name="Runs">Runs in it; 1 for a stretch.</param>
/// <param name="Subpartitions">Whose they are.</param>
internal sealed record FileRegion(string Name, long Offset, long Bytes, long Frames, int Runs, string Subpartitions);
