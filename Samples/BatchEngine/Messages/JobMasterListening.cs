namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>Executors may connect.</summary>
/// <param name="Port">TCP port on the loopback address.</param>
internal sealed record JobMasterListening(int Port) : DriverEvent;
