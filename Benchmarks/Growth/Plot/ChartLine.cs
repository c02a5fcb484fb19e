namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>One line of a chart.</summary>
/// <param name="Value">Which of a point's values.</param>
/// <param name="Label">What the reader is told.</param>
internal sealed record ChartLine(string Value, string Label);
