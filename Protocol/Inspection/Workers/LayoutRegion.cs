namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>A region: frames sorted by subpartition.</summary>
/// <param name="Region">Its number, from 0.</param>
/// <param name="Offset">Where its first frame begins; of a contribution, in the file of its first subpartition.</param>
/// <param name="Bytes">Its length, headers included.</param>
/// <param name="Frames">How many frames.</param>
/// <param name="Broadcast">Whether its frames are for every subpartition; it has a single run, of subpartition -1.</param>
/// <param name="Runs">Its stretches, one for each subpartition that has frames in it.</param>
public sealed record LayoutRegion(int Region, long Offset, long Bytes, long Frames, bool Broadcast, IReadOnlyList<LayoutRun> Runs);
