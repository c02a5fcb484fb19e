namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>What a contribution to reduce partitions is to the store: its data set, and its index once that is known.</summary>
/// <param name="dataSet">The data set, entered for it.</param>
/// <param name="shareIndex">Which share of the contribution this worker has.</param>
/// <param name="shareCount">How many workers have one.</param>
internal sealed class StoredContribution(ReduceDataSet dataSet, int shareIndex, int shareCount)
{
    private ContributionIndex? _index;

    public ReduceDataSet DataSet { get; } = dataSet;

    public int ShareIndex { get; } = shareIndex;

    public int ShareCount { get; } = shareCount;

    /// <summary>Null until the commit, or after a restart until the first reader.</summary>
    public ContributionIndex? Index
    {
        get => Volatile.Read(ref _index);
        set => Volatile.Write(ref _index, value);
    }
}
