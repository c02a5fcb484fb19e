namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>
/// Our system beside each other one: <c>writeToLoop</c>, <c>readToLoop</c> (above 1 is faster), <c>cpuToLoop</c> (below 1 is cheaper), by shape. A ratio is
/// made inside one round, and the median is taken over the rounds that have both.
/// </summary>
internal static class Ratios
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Of(string ours, IReadOnlyList<Measurement> measurements)
    {
        SortedDictionary<string, IReadOnlyDictionary<string, double?>> ratios = new(StringComparer.Ordinal);
        foreach (string peer in measurements.Select(one => one.System).Distinct().Where(system => system != ours))
        {
            Pair[] pairs = [.. measurements
                .Where(one => one.System == ours)
                .Join(measurements.Where(one => one.System == peer), Key, Key, (our, their) => new Pair(our, their))];
            string name = char.ToUpperInvariant(peer[0]) + peer[1..];
            ratios[$"writeTo{name}"] = ByShape(pairs, one => one.WriteBytesPerSecond);
            ratios[$"readTo{name}"] = ByShape(pairs, one => one.ReadBytesPerSecond);
            ratios[$"cpuTo{name}"] = ByShape(pairs, one => one.CpuPerGB);
        }

        return ratios;
    }

    private static (string Shape, int Round) Key(Measurement one) => (one.Shape, one.Round);

    private static Dictionary<string, double?> ByShape(Pair[] pairs, Func<Measurement, double> value) => pairs
        .GroupBy(pair => pair.Ours.Shape)
        .ToDictionary(shape => shape.Key, shape => Median.Of(shape.Select(pair => Quotient(value(pair.Ours), value(pair.Theirs)))));

    // Nothing was measured where there is nothing: a very small exchange takes no processor time that the system counts.
    private static double? Quotient(double ours, double theirs) => theirs > 0 ? ours / theirs : null;

    private sealed record Pair(Measurement Ours, Measurement Theirs);
}
