using System.Text.Json;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>All of a run, as it is printed as one JSON object.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Plan">What was asked for.</param>
/// <param name="Systems">Which systems, and which were left out and why.</param>
/// <param name="Shapes">What the shapes were.</param>
/// <param name="Rows">The medians.</param>
/// <param name="RatiosByShape">Our system beside the others, by shape.</param>
/// <param name="Failures">What failed; empty in a good run.</param>
internal sealed record ShuffleReport(
    MachineFacts Machine,
    object Plan,
    IReadOnlyList<SystemFacts> Systems,
    IReadOnlyList<ShuffleShape> Shapes,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> RatiosByShape,
    IReadOnlyList<string> Failures)
{
    private readonly string? _first = Shapes.Count > 0 ? Shapes[0].Name : null;

    /// <summary>The ratios at the first shape that was measured, which is a-bulk unless others were asked for: one number each.</summary>
    public IReadOnlyDictionary<string, double?> Ratios => RatiosByShape.ToDictionary(
        ratio => ratio.Key, ratio => _first is null ? null : ratio.Value.GetValueOrDefault(_first));

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
