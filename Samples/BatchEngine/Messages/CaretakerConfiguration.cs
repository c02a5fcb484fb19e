namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What a caretaker process is told on its first line of input.</summary>
/// <param name="DirectoryPrefix">How the name of the work directory starts.</param>
/// <param name="ServicePath">The service's assembly, or null if none is to be started.</param>
internal sealed record CaretakerConfiguration(string DirectoryPrefix, string? ServicePath);
