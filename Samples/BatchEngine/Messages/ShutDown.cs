namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>The job is over: the executor sends a last <see cref="ExecutorReport"/> and ends.</summary>
internal sealed record ShutDown : EngineMessage;
