namespace ShuffleOrleans.Samples.WordCount;

/// <summary>A file to count.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its length when the job began. What is appended later is not counted.</param>
internal sealed record InputFile(string Path, long Bytes);
