using System.Text.Json;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>What every task is told.</summary>
/// <param name="InputListPath">File with the list of input files (<see cref="InputList"/>).</param>
internal sealed record WordCountParameters(string InputListPath)
{
    public string ToJson() => JsonSerializer.Serialize(this, WordCountJson.Default.WordCountParameters);

    public static WordCountParameters FromJson(string json) => JsonSerializer.Deserialize(json, WordCountJson.Default.WordCountParameters)!;
}
