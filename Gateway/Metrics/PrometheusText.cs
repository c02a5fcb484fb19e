using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>Writes Prometheus' text format, version 0.0.4. One page's; not thread-safe.</summary>
internal sealed class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Begins a metric: all its samples follow.</summary>
    public void Begin(string name, string unit, string description, FamilyKind kind)
    {
        _text.Append("# HELP ").Append(name).Append(' ');
        Escape(_text, description, quotes: false);
        _text.Append("\n# TYPE ").Append(name).Append(' ').Append(KindName(kind)).Append('\n');
        if (unit.Length > 0)
        {
            // A line of OpenMetrics; for readers of this older format a comment.
            _text.Append("# UNIT ").Append(name).Append(' ').Append(unit).Append('\n');
        }
    }

    public void Sample(string name, string labels, long value) => Head(name, labels).Append(CultureInfo.InvariantCulture, $"{value}\n");

    public void Sample(string name, string labels, double value) => Head(name, labels).Append(Number(value)).Append('\n');

    public override string ToString() => _text.ToString();

    /// <summary>A number as the format wants it.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Appends text so that it cannot end its line, nor its quotes. Control characters, which help nobody, become blanks.</summary>
    public static void Escape(StringBuilder to, string text, bool quotes)
    {
        foreach (char c in text)
        {
            _ = c switch
            {
                '\\' => to.Append(@"\\"),
                '\n' => to.Append(@"\n"),
                '"' when quotes => to.Append("\\\""),
                _ when char.IsControl(c) || char.IsSurrogate(c) => to.Append(' '),
                _ => to.Append(c),
            };
        }
    }

    private StringBuilder Head(string name, string labels)
    {
        _text.Append(name);
        return labels.Length > 0 ? _text.Append('{').Append(labels).Append("} ") : _text.Append(' ');
    }

    private static string KindName(FamilyKind kind) => kind switch
    {
        FamilyKind.Counter => "counter",
        FamilyKind.Gauge => "gauge",
        _ => "histogram",
    };
}
