namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>The executor that is to be killed for the demonstration has done its work but not committed it.</summary>
/// <param name="Executor">Its name.</param>
/// <param name="StageName">The stage that runs.</param>
internal sealed record ExecutorHeld(string Executor, string StageName) : DriverEvent;
