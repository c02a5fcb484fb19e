using System.Text.Json.Serialization;

namespace ShuffleOrleans.Cli.Files;

/// <summary>The JSON of what was found in files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(FileReports))]
internal sealed partial class FileReportJson : JsonSerializerContext;
