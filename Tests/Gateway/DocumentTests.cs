using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane.Http;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>What the service says about itself: its OpenAPI document and its info.</summary>
public sealed class DocumentTests
{
    public static TheoryData<string, string, string> Operations => new()
    {
        { ControlRoutes.Prefix + ControlRoutes.Job, "put", "registerJob" },
        { ControlRoutes.Prefix + ControlRoutes.Job, "delete", "unregisterJob" },
        { ControlRoutes.Prefix + ControlRoutes.Heartbeat, "post", "heartbeatJob" },
        { ControlRoutes.Prefix + ControlRoutes.Allocate, "post", "allocatePartitions" },
        { ControlRoutes.Prefix + ControlRoutes.Release, "post", "releasePartitions" },
        { ControlRoutes.Prefix + ControlRoutes.Partitions, "get", "listPartitions" },
        { ControlRoutes.Prefix + ControlRoutes.Events, "get", "pollPartitionEvents" },
        { ControlRoutes.Info, "get", "getInfo" },
        { "/health/live", "get", "getLiveness" },
        { "/health/ready", "get", "getReadiness" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task OpenApi_DescribesTheOperation(string path, string method, string operationId)
    {
        using JsonDocument document = await ReadDocumentAsync();
        JsonElement operation = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method);

        Assert.Equal(operationId, operation.GetProperty("operationId").GetString());
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
        if (path.StartsWith(ControlRoutes.Prefix, StringComparison.Ordinal))
        {
            JsonElement problem = operation.GetProperty("responses").GetProperty("409").GetProperty("content").GetProperty(ControlProblem.ContentType);
            Assert.EndsWith("/ControlProblem", problem.GetProperty("schema").GetProperty("$ref").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void ControlApiPage_HasTheOperation(string path, string method, string operationId)
    {
        string call = $"| `{method.ToUpperInvariant()} {path}` |";

        Assert.True(RepositoryFiles.Read("docs/control-api.md").Contains(call, StringComparison.Ordinal), $"docs/control-api.md lacks {call} ({operationId}).");
    }

    [Fact]
    public async Task OpenApi_HasNoOtherOperations()
    {
        using JsonDocument document = await ReadDocumentAsync();

        int operationCount = document.RootElement.GetProperty("paths").EnumerateObject().Sum(path => path.Value.EnumerateObject().Count());

        Assert.Equal(Operations.Count, operationCount);
    }

    [Fact]
    public async Task OpenApi_DescribesBodiesIdsAndNumbers()
    {
        using JsonDocument document = await ReadDocumentAsync();
        JsonElement allocate = document.RootElement.GetProperty("paths").GetProperty(ControlRoutes.Prefix + ControlRoutes.Allocate).GetProperty("post");
        JsonElement content = allocate.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        string? body = content.GetProperty("schema").GetProperty("$ref").GetString();
        JsonElement schemas = document.RootElement.GetProperty("components").GetProperty("schemas");
        JsonElement receipt = schemas.GetProperty("PartitionReceipt").GetProperty("properties");

        JsonElement storage = schemas.GetProperty("StorageChoice").GetProperty("properties");

        Assert.EndsWith("/AllocatePartitionsBody", body, StringComparison.Ordinal);
        Assert.True(storage.TryGetProperty("durability", out _) && storage.TryGetProperty("preferredDiskKind", out _));
        Assert.Equal("^[0-9a-f]{32}$", schemas.GetProperty("JobInstanceId").GetProperty("pattern").GetString());
        Assert.NotEqual("integer", receipt.GetProperty("digest").GetProperty("type").ToString());
        Assert.Equal("integer", receipt.GetProperty("frameCount").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Info_TellsProductVersionAndDataEndpoint()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(options => options.DataEndpoint = () => "127.0.0.1:7777");

        ServiceInfo? info = JsonSerializer.Deserialize(await host.Http.GetTextAsync(ControlRoutes.Info), ControlJson.Default.ServiceInfo);

        Assert.Equal(("ShuffleOrleans", "127.0.0.1:7777"), (info?.Product, info?.DataEndpoint));
        Assert.StartsWith("0.1.0", info?.Version, StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> ReadDocumentAsync()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        return JsonDocument.Parse(await host.Http.GetTextAsync("/openapi/v1.json"));
    }
}
