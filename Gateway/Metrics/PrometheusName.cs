using System.Text;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>
/// Names as OpenTelemetry's rules translate them for Prometheus: what is no letter or digit becomes an underscore, the unit follows, and <c>_total</c> after a
/// sum. One rule comes on top, because the format keeps these endings for histograms: a gauge that would end in <c>_count</c>, <c>_sum</c> or
/// <c>_bucket</c> ends in <c>_current</c> instead.
/// </summary>
internal static class PrometheusName
{
    private static readonly string[] ReservedEndings = ["_count", "_sum", "_bucket"];

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["By"] = "bytes",
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["%"] = "percent",
        ["Hz"] = "hertz",
        ["Cel"] = "celsius",
        ["V"] = "volts",
        ["W"] = "watts",
        ["m"] = "meters",
    };

    /// <summary>The name of a metric.</summary>
    /// <param name="instrument">The instrument's.</param>
    /// <param name="unit">Its unit, from <see cref="UnitOf"/>.</param>
    /// <param name="kind">What it is shown as.</param>
    public static string Of(string instrument, string unit, FamilyKind kind)
    {
        string name = Clean(instrument);
        if (kind == FamilyKind.Counter && name.EndsWith("_total", StringComparison.Ordinal))
        {
            name = name[..^"_total".Length];
        }

        if (unit.Length > 0 && name != unit && !name.EndsWith($"_{unit}", StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return kind switch
        {
            FamilyKind.Counter => $"{name}_total",
            FamilyKind.Gauge => WithoutReservedEnding(name),
            _ => name,
        };
    }

    /// <summary>A unit in words; empty for a mere count.</summary>
    /// <param name="unit">As UCUM writes it; annotations in braces are for people.</param>
    /// <param name="kind">What it is shown as: only a gauge of "1" is a ratio.</param>
    public static string UnitOf(string? unit, FamilyKind kind)
    {
        if (unit == "1")
        {
            return kind == FamilyKind.Gauge ? "ratio" : "";
        }

        string[] parts = (unit ?? "").Split('/', 2);
        string measured = InWords(parts[0]);
        string per = parts.Length == 2 ? InWords(parts[1]) : "";
        if (per.Length == 0)
        {
            return measured;
        }

        // "seconds" is one second, many times: "per_second".
        string one = per.EndsWith('s') ? per[..^1] : per;
        return measured.Length > 0 ? $"{measured}_per_{one}" : $"per_{one}";
    }

    /// <summary>The name of a label.</summary>
    public static string OfLabel(string tag) => Clean(tag).Replace(':', '_');

    private static string InWords(string unit)
    {
        if (unit.Contains('{', StringComparison.Ordinal))
        {
            return "";
        }

        return Units.TryGetValue(unit, out string? words) ? words : Clean(unit);
    }

    private static string WithoutReservedEnding(string name)
    {
        string? ending = ReservedEndings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal));
        return ending is null ? name : $"{name[..^ending.Length]}_current";
    }

    private static string Clean(string name)
    {
        StringBuilder clean = new(name.Length + 1);
        foreach (char c in name)
        {
            bool isKept = char.IsAsciiLetterOrDigit(c) || c is ':';
            if (isKept && clean.Length == 0 && char.IsAsciiDigit(c))
            {
                clean.Append('_');
            }

            if (isKept || clean.Length == 0 || clean[^1] != '_')
            {
                clean.Append(isKept ? c : '_');
            }
        }

        return clean.ToString();
    }
}
