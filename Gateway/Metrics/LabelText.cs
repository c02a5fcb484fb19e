using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>Writes tags as labels: sorted, escaped, each name once.</summary>
internal static class LabelText
{
    // A value is a word of ours or a name from configuration; nothing longer helps anybody.
    private const int MaxValueLength = 256;

    public static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((string key, object? value) in tags)
        {
            labels.TryAdd(PrometheusName.OfLabel(key), Text(value));
        }

        StringBuilder text = new();
        foreach ((string name, string value) in labels)
        {
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"");
            PrometheusText.Escape(text, value, quotes: true);
            text.Append('"');
        }

        return text.ToString();
    }

    private static string Text(object? value)
    {
        string text = value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.Length > MaxValueLength ? text[..MaxValueLength] : text;
    }
}
