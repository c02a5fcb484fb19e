using ShuffleOrleans.Cli.Output;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>What is good and what a person should look at.</summary>
internal static class Tones
{
    public static Cell Of(WorkerState state) => new(state.ToString(), state switch
    {
        WorkerState.Active => Tone.Good,
        WorkerState.Gone => Tone.Bad,
        _ => Tone.Warning,
    });

    public static Cell Of(DiskState state) => new(state.ToString(), state switch
    {
        DiskState.Healthy => Tone.Good,
        DiskState.Failed => Tone.Bad,
        _ => Tone.Warning,
    });

    public static Cell Of(PartitionState state) => new(state.ToString(), state switch
    {
        PartitionState.Committed => Tone.Good,
        PartitionState.Failed or PartitionState.Lost => Tone.Bad,
        _ => Tone.Plain,
    });

    public static Cell Of(CheckOutcome outcome) => new(outcome.ToString(), outcome switch
    {
        CheckOutcome.Intact => Tone.Good,
        CheckOutcome.Damaged => Tone.Bad,
        CheckOutcome.InMemory => Tone.Plain,
        _ => Tone.Warning,
    });

    public static Cell Of(EventSeverity severity) => new(severity.ToString().ToLowerInvariant(), severity switch
    {
        EventSeverity.Error => Tone.Bad,
        EventSeverity.Warning => Tone.Warning,
        _ => Tone.Faint,
    });

    public static Cell Of(
        Blocker blocker) => new(blocker == Blocker.None ? Figures.None : blocker.ToString(), blocker == Blocker.None ? Tone.Faint : Tone.Warning);
}
