using System.Text.Json;

namespace ShuffleOrleans.Tests.Samples.EndToEnd;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The JSON object in the last line.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;
}
