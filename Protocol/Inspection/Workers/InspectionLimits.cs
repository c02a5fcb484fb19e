namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>How much one question about a worker may ask for: looking costs little and is bounded.</summary>
public static class InspectionLimits
{
    /// <summary>The most items of one page, and regions of one layout: 1000.</summary>
    public const int PageItems = 1000;

    /// <summary>The most rows, and the most columns, of a matrix: 128.</summary>
    public const int MatrixBins = 128;

    /// <summary>The most indexes that are read for one worker's part of a matrix: 2000. Where there are more, evenly spread ones are.</summary>
    public const int MatrixIndexes = 2000;

    /// <summary>The most entries of sums by subpartition; where there are more subpartitions, an entry sums several: 4096.</summary>
    public const int SubpartitionBins = 4096;

    /// <summary>How many checks a worker remembers: 1000.</summary>
    public const int Checks = 1000;
}
