namespace ShuffleOrleans.Samples.BatchEngine.Scheduling;

/// <summary>An executor as the scheduler sees it: how many more tasks it takes.</summary>
internal sealed class ExecutorSlots(string name, int slotCount)
{
    public string Name { get; } = name;

    public int FreeSlots { get; set; } = slotCount;
}
