namespace ShuffleOrleans.Benchmarks.Growth.Plot;

/// <summary>One picture: lines over one series, or a part of its values.</summary>
/// <param name="FileName">Without its ending.</param>
/// <param name="Series">Where the points come from.</param>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What grows, with its unit.</param>
/// <param name="YLabel">What is measured, with its unit.</param>
/// <param name="YScale">A value is divided by this before it is drawn.</param>
/// <param name="Lines">Which values.</param>
internal sealed record Chart(string FileName, string Series, string Title, string XLabel, string YLabel, double YScale, IReadOnlyList<ChartLine> Lines);
