using System.Net;
using System.Text.Json;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>Every route answers, and every answer is what the OpenAPI document says.</summary>
public sealed class RouteTests
{
    private static readonly string Partition = $"/v1/partitions/{Samples.Job}/{Samples.DataSet}/0";
    private static readonly string DataSet = $"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}";

    /// <summary>Template, method, address, body.</summary>
    public static TheoryData<string, string, string, string?> Calls => new()
    {
        { "/v1/cluster", "get", "/v1/cluster", null },
        { "/v1/workers", "get", "/v1/workers?state=active&sort=-usableBytes&skip=0&take=1000", null },
        { "/v1/workers/{worker}", "get", $"/v1/workers/{Samples.Worker}", null },
        { "/v1/workers/{worker}/channels", "get", $"/v1/workers/{Samples.Worker}/channels?direction=read&job={Samples.Job}&waiting=true&sort=-bytes", null },
        { "/v1/workers/{worker}/ledger", "get", $"/v1/workers/{Samples.Worker}/ledger?take=10", null },
        { "/v1/workers/{worker}:exclude", "post", $"/v1/workers/{Samples.Worker}:exclude", """{"reason":"why"}""" },
        { "/v1/workers/{worker}:exclude", "post", $"/v1/workers/{Samples.Worker}:exclude", """{"reason":"why","directory":"/data/a"}""" },
        { "/v1/workers/{worker}:include", "post", $"/v1/workers/{Samples.Worker}:include", """{"directory":null}""" },
        { "/v1/workers/{worker}:include", "post", $"/v1/workers/{Samples.Worker}:include", """{"directory":"/data/a"}""" },
        { "/v1/jobs", "get", "/v1/jobs?name=SCRIPT&sort=-registeredAt", null },
        { "/v1/jobs/{job}", "get", $"/v1/jobs/{Samples.Job}", null },
        { "/v1/jobs/{job}:release", "post", $"/v1/jobs/{Samples.Job}:release", "" },
        { "/v1/jobs/{job}/datasets/{dataSet}", "get", DataSet, null },
        { "/v1/jobs/{job}/datasets/{dataSet}/matrix", "get", $"{DataSet}/matrix?rows=2&columns=2&fromSubpartition=1&subpartitions=2", null },
        { "/v1/partitions", "get", $"/v1/partitions?job={Samples.Job}&state=committed&state=Allocated&worker={Samples.Worker}&minBytes=1&sort=-skew", null },
        { "/v1/partitions/{job}/{dataSet}/{index}", "get", Partition, null },
        { "/v1/partitions/{job}/{dataSet}/{index}/layout", "get", $"{Partition}/layout?attempt=0&worker={Samples.Worker}&take=1", null },
        { "/v1/partitions/{job}/{dataSet}/{index}:verify", "post", $"{Partition}:verify", "{}" },
        { "/v1/partitions/{job}/{dataSet}/{index}:release", "post", $"{Partition}:release", "EPOCH" },
        { "/v1/waits", "get", $"/v1/waits?job={Samples.Job}&worker={Samples.Worker}", null },
        { "/v1/events", "get", $"/v1/events?after=0&take=10&severity=info&job={Samples.Job}", null },
        { "/v1/log-levels", "get", "/v1/log-levels", null },
        { "/v1/log-levels", "put", "/v1/log-levels", """{"category":"ShuffleOrleans","level":"debug","forSeconds":60}""" },
        { "/v1/info", "get", "/v1/info", null },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Answer_IsWhatTheDocumentSays(string template, string method, string address, string? body)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        OpenApiDocument document = await OpenApiDocument.ReadAsync(host.Http);
        string? sent = body == "EPOCH" ? $$"""{"attempt":0,"epoch":{{host.Attempt.Epoch}}}""" : body;

        using HttpResponseMessage response = await host.SendAsync(new HttpMethod(method), address, sent, InspectionHost.AdminToken);
        string text = await response.Content.ReadAsStringAsync();

        Assert.True(response.IsSuccessStatusCode, text);
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            Assert.Empty(document.Check(template, method, (int)response.StatusCode, JsonElement.Parse(text)));
        }
    }

    [Fact]
    public async Task EveryOperation_IsCalledAbove()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        OpenApiDocument document = await OpenApiDocument.ReadAsync(host.Http);
        HashSet<string> called = [.. Calls.Select(row => $"{((string)row[1]).ToUpperInvariant()} {row[0]}"), "GET /v1/events/stream"];

        Assert.Equal(called.Order(), document.Operations.Select(operation => $"{operation.Method} {operation.Path}").Order());
    }

    [Fact]
    public async Task EveryOperation_IsInTheReference()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        OpenApiDocument document = await OpenApiDocument.ReadAsync(host.Http);
        string page = RepositoryFiles.Read("docs/rest-api.md");

        Assert.All(
            document.Operations.Where(operation => operation.Id != "getInfo"),
            operation => Assert.Contains($"| `{operation.Method} {operation.Path}` |", page, StringComparison.Ordinal));
    }
}
