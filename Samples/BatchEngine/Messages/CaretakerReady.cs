namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What a caretaker says once all is there: one line of JSON on its standard output.</summary>
/// <param name="WorkDirectory">The directory it made.</param>
/// <param name="Service">The service it started; null if none.</param>
internal sealed record CaretakerReady(string WorkDirectory, ServiceReady? Service);
