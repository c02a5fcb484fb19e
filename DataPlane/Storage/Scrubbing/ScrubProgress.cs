namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>How far the scrubber is, since the start of the worker.</summary>
/// <param name="Bytes">Bytes read, checks on demand included.</param>
/// <param name="Partitions">Partitions checked to the end.</param>
/// <param name="Damaged">Partitions of these that were damaged or gone.</param>
/// <param name="Unreadable">Partitions of these that the disk refused to read.</param>
public readonly record struct ScrubProgress(long Bytes, long Partitions, long Damaged, long Unreadable)
{
    /// <summary>Of two directories together.</summary>
    public static ScrubProgress operator +(ScrubProgress left, ScrubProgress right) => Add(left, right);

    /// <summary>Of two directories together.</summary>
    public static ScrubProgress Add(ScrubProgress left, ScrubProgress right) =>
        new(left.Bytes + right.Bytes, left.Partitions + right.Partitions, left.Damaged + right.Damaged, left.Unreadable + right.Unreadable);
}
