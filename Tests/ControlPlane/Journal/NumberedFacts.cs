using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Journal;
using ShuffleOrleans.ControlPlane.State;
using ShuffleOrleans.Tests.ControlPlane.Disks;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>A state that is nothing but the list of its facts, numbered from 1: any that is missing, doubled or out of order shows.</summary>
internal static class NumberedFacts
{
    private static readonly WorkerId Worker = new(new Guid(1, 0, 0, new byte[8]));

    public static IReadOnlyList<ControlPlaneFact> Beginning => WholeStateAfter(0);

    public static ControlPlaneFact Of(int number) => new WorkerReported(Worker, number);

    public static IReadOnlyList<ControlPlaneFact> WholeStateAfter(int number)
        => [new JournalStarted(ControlPlaneState.FormatVersion, 0, 0), .. Enumerable.Range(1, number).Select(Of), new SnapshotCompleted()];

    /// <summary>The numbers that a restart would read from the newest file.</summary>
    public static IReadOnlyList<int> In(SimulatedDisk disk)
    {
        List<int> numbers = [];
        using JournalWriter writer = new(disk);
        if (writer.FindNewest() is { } name)
        {
            new JournalReader(name).Read(disk.BytesOf(name), fact =>
            {
                if (fact is WorkerReported reported)
                {
                    numbers.Add((int)reported.ThroughSequence);
                }
            });
        }

        return numbers;
    }
}
