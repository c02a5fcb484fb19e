namespace ShuffleOrleans.Cli.Files;

/// <summary>Something that is wrong with stored bytes.</summary>
/// <param name="File">In which file.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Bytes">How many bytes contradict what they should be.</param>
/// <param name="What">What is wrong, in words.</param>
internal sealed record Finding(string File, long Offset, long Bytes, string What);
