using ShuffleOrleans.Samples.BatchEngine.Jobs;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What a JobMaster process is told on its first line of input.</summary>
/// <param name="Job">The job.</param>
/// <param name="Token">The job's secret, which executors must show.</param>
/// <param name="Shuffle">The shuffle service.</param>
internal sealed record JobMasterConfiguration(JobSpec Job, string Token, ShuffleChoice Shuffle);
