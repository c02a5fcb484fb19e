namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>Something that is measured while one thing grows. Starts and ends what it needs for each point.</summary>
internal interface IGrowthSeries
{
    string Name { get; }

    /// <summary>What is measured for, from small to large.</summary>
    IReadOnlyList<long> Xs { get; }

    Task<GrowthPoint> MeasureAsync(long x, CancellationToken cancellationToken);
}
