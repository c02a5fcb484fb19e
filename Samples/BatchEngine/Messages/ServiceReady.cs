namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What the standalone service says once it can be used, after the word READY.</summary>
/// <param name="Gateway">Base address of its HTTP face.</param>
/// <param name="DataPort">TCP port of its data plane.</param>
/// <param name="Pid">Its process.</param>
internal sealed record ServiceReady(string Gateway, int DataPort, int Pid);
