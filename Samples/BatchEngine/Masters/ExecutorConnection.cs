using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>An executor that has said hello. Owned by the <see cref="JobRun"/>; ends with its connection.</summary>
internal sealed class ExecutorConnection(ExecutorHello hello, EngineChannel channel)
{
    public string Name { get; } = hello.Executor;

    public int SlotCount { get; } = hello.SlotCount;

    public string Host { get; } = hello.Host;

    /// <summary>Where the partitions that it holds itself are read; 0 if it holds none.</summary>
    public int DataPort { get; } = hello.DataPort;

    public EngineChannel Channel { get; } = channel;

    /// <summary>By its last report.</summary>
    public double CpuSeconds { get; set; }
}
