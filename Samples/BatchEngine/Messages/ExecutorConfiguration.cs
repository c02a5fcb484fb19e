using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What an executor process is told on its first line of input.</summary>
/// <param name="Executor">Its name.</param>
/// <param name="JobMasterPort">TCP port of the JobMaster on the loopback address.</param>
/// <param name="Token">The job's secret.</param>
/// <param name="SlotCount">How many tasks it runs at a time.</param>
/// <param name="WorkDirectory">Where tasks put large results.</param>
/// <param name="Shuffle">The shuffle service.</param>
internal sealed record ExecutorConfiguration(string Executor, int JobMasterPort, string Token, int SlotCount, string WorkDirectory, ShuffleChoice Shuffle);
