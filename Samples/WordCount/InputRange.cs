namespace ShuffleOrleans.Samples.WordCount;

/// <summary>A part of a file: the words that begin in it.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte after the last.</param>
internal readonly record struct InputRange(InputFile File, long Start, long End);
