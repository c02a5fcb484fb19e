using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>
/// Who produced how much for whom: a window of a data set's producers and subpartitions in bins. Item <c>i</c> of a window of <c>w</c> in <c>n</c> bins is in
/// bin <c>i * n / w</c>, rounded down.
/// </summary>
/// <param name="FromProducer">The first producer in view.</param>
/// <param name="Producers">How many.</param>
/// <param name="FromSubpartition">The first subpartition in view.</param>
/// <param name="Subpartitions">How many.</param>
/// <param name="Rows">Bins of producers.</param>
/// <param name="Columns">Bins of subpartitions.</param>
/// <param name="Bytes">Rows x columns, row after row.</param>
/// <param name="RowBytes">The sum of each row.</param>
/// <param name="ColumnBytes">The sum of each column.</param>
/// <param name="Committed">Producers in view with data.</param>
/// <param name="Sampled">Those whose index was read; where there are fewer than committed ones, bytes are of these only.</param>
/// <param name="HottestSubpartition">The subpartition in view with the most bytes, or the first of the hottest bin where there are more than 4096; null if all
/// are empty.</param>
/// <param name="HottestBytes">Its bytes.</param>
/// <param name="MeanSubpartitionBytes">The mean over the subpartitions in view, or over their bins where there are more than 4096.</param>
/// <param name="Missing">Workers that did not answer: their bytes are not in the sums.</param>
public sealed record DataSetMatrix(
    int FromProducer,
    int Producers,
    int FromSubpartition,
    int Subpartitions,
    int Rows,
    int Columns,
    IReadOnlyList<long> Bytes,
    IReadOnlyList<long> RowBytes,
    IReadOnlyList<long> ColumnBytes,
    int Committed,
    int Sampled,
    int? HottestSubpartition,
    long HottestBytes,
    double MeanSubpartitionBytes,
    IReadOnlyList<MissingWorker> Missing);
