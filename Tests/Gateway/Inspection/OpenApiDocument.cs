using System.Text.Json;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>The node's own description of itself, and a strict reading of it: what an answer has and its schema has not is an error too.</summary>
internal sealed class OpenApiDocument(JsonElement root)
{
    public static async Task<OpenApiDocument> ReadAsync(HttpClient http) => new(JsonElement.Parse(await http.GetTextAsync("/openapi/v1.json")));

    /// <summary>Path, method in capitals and operation id of everything below <c>/v1</c> but the engine's.</summary>
    public IEnumerable<(string Path, string Method, string Id)> Operations
        => from path in root.GetProperty("paths").EnumerateObject()
           where path.Name.StartsWith("/v1/", StringComparison.Ordinal) && !path.Name.StartsWith("/v1/control/", StringComparison.Ordinal)
           from operation in path.Value.EnumerateObject()
           select (path.Name, operation.Name.ToUpperInvariant(), operation.Value.GetProperty("operationId").GetString()!);

    /// <summary>What is wrong with an answer; empty if nothing is.</summary>
    public IReadOnlyList<string> Check(string path, string method, int status, JsonElement answer)
    {
        JsonElement response = root.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty($"{status}");
        JsonElement schema = response.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema");
        List<string> problems = [];
        new SchemaCheck(root, problems).Check(schema, answer, "$");
        return problems;
    }
}
