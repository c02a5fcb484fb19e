using System.Text.Json;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>What was counted: by one reducer, by all, or by the driver alone.</summary>
/// <param name="WordCount">How many words.</param>
/// <param name="DistinctCount">How many different ones.</param>
/// <param name="Checksum">Over all (word, count) pairs, whatever their order (<see cref="CountChecksum"/>).</param>
/// <param name="PartFile">Name of the reducer's file in the work directory; null for others.</param>
internal sealed record CountSummary(long WordCount, long DistinctCount, ulong Checksum, string? PartFile = null)
{
    public string ToJson() => JsonSerializer.Serialize(this, WordCountJson.Default.CountSummary);

    public static CountSummary FromJson(string json) => JsonSerializer.Deserialize(json, WordCountJson.Default.CountSummary)!;

    public static CountSummary Sum(IEnumerable<CountSummary> parts)
        => parts.Aggregate(
            new CountSummary(0, 0, 0),
            (a, b) => new CountSummary(a.WordCount + b.WordCount, a.DistinctCount + b.DistinctCount, unchecked(a.Checksum + b.Checksum)));
}
