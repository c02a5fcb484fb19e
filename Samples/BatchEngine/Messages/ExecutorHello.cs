namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>An executor introduces itself; its first message.</summary>
/// <param name="Token">The job's secret: other processes of this machine are turned away.</param>
/// <param name="Executor">Its name.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="SlotCount">How many tasks it runs at a time.</param>
/// <param name="Host">Where it runs.</param>
/// <param name="DataPort">TCP port of the partitions it holds itself; 0 if it holds none.</param>
internal sealed record ExecutorHello(string Token, string Executor, int ProcessId, int SlotCount, string Host, int DataPort) : EngineMessage;
