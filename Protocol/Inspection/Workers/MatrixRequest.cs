using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>
/// Asks for a worker's part of the matrix of producers and subpartitions of a data set. Bin <c>b</c> of <c>n</c> over a window of <c>w</c> begins at
/// <c>b * w / n</c>, rounded up: an item <c>i</c> of the window is in bin <c>i * n / w</c>, rounded down.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="FromProducer">The first producer in view.</param>
/// <param name="Producers">How many, at least 1.</param>
/// <param name="FromSubpartition">The first subpartition in view.</param>
/// <param name="Subpartitions">How many, at least 1.</param>
/// <param name="Rows">Into how many bins the producers go: 1 to <see cref="InspectionLimits.MatrixBins"/>, and no more than there are producers.</param>
/// <param name="Columns">Into how many bins the subpartitions go, likewise.</param>
public sealed record MatrixRequest(
    JobId Job, DataSetId DataSet, int FromProducer, int Producers, int FromSubpartition, int Subpartitions, int Rows, int Columns);
