namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>The part of a matrix that is asked for. What is null is as much as there is, or as many bins as there may be.</summary>
/// <param name="FromProducer">The first producer.</param>
/// <param name="Producers">How many.</param>
/// <param name="FromSubpartition">The first subpartition.</param>
/// <param name="Subpartitions">How many.</param>
/// <param name="Rows">Bins of producers.</param>
/// <param name="Columns">Bins of subpartitions.</param>
internal sealed record MatrixWindow(int FromProducer, int? Producers, int FromSubpartition, int? Subpartitions, int? Rows, int? Columns);
