using System.Net;
using System.Text.Json;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>What is not there, or makes no sense, is said so, in the form of a problem.</summary>
public sealed class RefusalTests
{
    private const string Nobody = "ffffffffffffffffffffffffffffffff";
    private static readonly string Partition = $"/v1/partitions/{Samples.Job}/{Samples.DataSet}";

    public static TheoryData<string, string> NotThere => new()
    {
        { $"/v1/workers/{Nobody}", "InvalidRequest" },
        { $"/v1/workers/{Nobody}/channels", "InvalidRequest" },
        { $"/v1/workers/{Nobody}/ledger", "InvalidRequest" },
        { $"/v1/jobs/{Nobody}", "JobNotFound" },
        { $"/v1/jobs/{Nobody}/datasets/{Samples.DataSet}", "JobNotFound" },
        { $"/v1/jobs/{Samples.Job}/datasets/{Nobody}", "PartitionNotFound" },
        { $"/v1/jobs/{Samples.Job}/datasets/{Nobody}/matrix", "PartitionNotFound" },
        { $"{Partition}/99", "PartitionNotFound" },
        { $"{Partition}/0/layout?attempt=7", "PartitionNotFound" },
        { $"{Partition}/0/layout?worker={Nobody}", "PartitionNotFound" },
        { $"{Partition}/1/layout", "PartitionNotFound" },
        { $"/v1/waits?worker={Nobody}", "InvalidRequest" },
        { "/v1/nothing", "InvalidRequest" },
    };

    /// <summary>Address, and what the answer has to name.</summary>
    public static TheoryData<string, string> Senseless => new()
    {
        { "/v1/workers/xyz", "xyz" },
        { "/v1/jobs/..%2F..%2Fetc", "job" },
        { $"{Partition}/-x", "index" },
        { "/v1/partitions?job=1", "job" },
        { "/v1/partitions?statte=Committed", "statte" },
        { "/v1/partitions?state=Commited", "Committed" },
        { "/v1/partitions?state=3", "Committed" },
        { "/v1/partitions?minBytes=-1", "minBytes" },
        { "/v1/partitions?sort=size", "skew" },
        { "/v1/partitions?sort=Bytes", "bytes" },
        { "/v1/partitions?take=0", "take" },
        { "/v1/partitions?take=1001", "1000" },
        { "/v1/partitions?take=x", "take" },
        { "/v1/partitions?skip=-1", "skip" },
        { "/v1/workers?state=Dead", "Draining" },
        { "/v1/jobs?order=name", "order" },
        { "/v1/cluster?verbose=1", "verbose" },
        { $"/v1/workers/{Samples.Worker}/channels?direction=up", "Write" },
        { $"/v1/workers/{Samples.Worker}/ledger?take=100000", "take" },
        { $"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}/matrix?rows=129", "rows" },
        { $"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}/matrix?fromProducer=2", "fromProducer" },
        { $"/v1/jobs/{Samples.Job}/datasets/{Samples.DataSet}/matrix?subpartitions=0", "subpartitions" },
        { "/v1/events?severity=loud", "Warning" },
        { "/v1/events/stream?severity=loud", "Warning" },
        { "/v1/events?after=yesterday", "after" },
    };

    /// <summary>Method, address, body, and what the answer has to name.</summary>
    public static TheoryData<string, string, string, string> BadChanges => new()
    {
        { "POST", $"/v1/workers/{Samples.Worker}:exclude", """{"reeson":"x"}""", "reeson" },
        { "POST", $"/v1/workers/{Samples.Worker}:exclude", $$"""{"reason":"{{new string('x', 501)}}"}""", "500" },
        { "POST", $"/v1/workers/{Samples.Worker}:exclude", """{"directory":"/etc"}""", "/etc" },
        { "POST", $"/v1/workers/{Samples.Worker}:exclude", "null", "null" },
        { "POST", $"/v1/workers/{Samples.Worker}:exclude", "{", "$" },
        { "POST", $"{Partition}/0:release", "{}", "attempt" },
        { "POST", $"{Partition}/0:release", """{"attempt":"0","epoch":1}""", "attempt" },
        { "PUT", "/v1/log-levels", """{"category":"A","level":"Loud"}""", "Information" },
        { "PUT", "/v1/log-levels", """{"category":"A","level":"2"}""", "Information" },
        { "PUT", "/v1/log-levels", """{"category":"","level":"Debug"}""", "category" },
        { "PUT", "/v1/log-levels", """{"category":"A","level":"Debug","forSeconds":59}""", "86400" },
    };

    [Theory]
    [MemberData(nameof(NotThere))]
    public async Task WhatIsNotThere_IsNotFound(string address, string code)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, address);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(code, (await Requests.ReadProblemAsync(response)).GetProperty("code").GetString());
    }

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task WhatMakesNoSense_IsRefusedByName(string address, string named)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Get, address);

        await AssertBadAsync(response, named);
    }

    [Theory]
    [MemberData(nameof(BadChanges))]
    public async Task ChangeThatMakesNoSense_IsRefusedByName(string method, string address, string body, string named)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        using HttpResponseMessage response = await host.SendAsync(new HttpMethod(method), address, body, InspectionHost.AdminToken);

        await AssertBadAsync(response, named);
    }

    [Theory]
    [InlineData("exclude")]
    [InlineData("include")]
    public async Task ChangeOfAnUnknownWorker_IsNotFound(string change)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();

        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, $"/v1/workers/{Nobody}:{change}", "{}", InspectionHost.AdminToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task LargeBody_IsRefused()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        string body = $$"""{"reason":"{{new string('x', 20_000)}}"}""";

        using HttpResponseMessage response = await host.SendAsync(HttpMethod.Post, $"/v1/workers/{Samples.Worker}:exclude", body, InspectionHost.AdminToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static async Task AssertBadAsync(HttpResponseMessage response, string named)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await Requests.ReadProblemAsync(response);
        Assert.Equal("InvalidRequest", problem.GetProperty("code").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
