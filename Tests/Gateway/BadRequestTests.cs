using System.Net;
using System.Text.Json;
using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Tests.Gateway;

/// <summary>What cannot be understood is refused with a problem that says what, and never reaches the control plane.</summary>
public sealed class BadRequestTests
{
    private const string Id = "00000000000000000000000000000a02";
    private const string DataSet = "00000000000000000000000000000a03";
    private const string Job = "/v1/control/jobs/00000000000000000000000000000a01";

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "null")]
    [InlineData("[]", "body")]
    [InlineData("{\"instance\":", "body")]
    [InlineData("{}", "instance")]
    [InlineData("{\"instance\":null}", "$.instance")]
    [InlineData("{\"instance\":7}", "$.instance")]
    [InlineData("{\"instance\":\"0000\"}", "$.instance")]
    [InlineData("{\"instance\":\"00000000000000000000000000000A02\"}", "$.instance")]
    [InlineData("{\"instance\":\"" + Id + "\",\"job\":\"" + Id + "\"}", "job")]
    [InlineData("{\"instance\":\"" + Id + "\",\"instance\":\"" + Id + "\"}", "instance")]
    [InlineData("{\"instance\":\"" + Id + "\"} trailing", "body")]
    public Task UnreadableHeartbeat_IsRefused(string body, string named) => AssertRefusedAsync(HttpMethod.Post, Job + "/heartbeat", body, named);

    [Theory]
    [InlineData("""{"dataSet":"D","kind":"Sideways","partitionIndex":0,"attempt":0,"subpartitionCount":1}""", "Map, Reduce")]
    [InlineData("""{"dataSet":"D","kind":1,"partitionIndex":0,"attempt":0,"subpartitionCount":1}""", "Map, Reduce")]
    [InlineData("""{"dataSet":"D","kind":"map","partitionIndex":0,"attempt":0,"subpartitionCount":1}""", "Map, Reduce")]
    [InlineData("""{"dataSet":"D","kind":"Map","partitionIndex":3000000000,"attempt":0,"subpartitionCount":1}""", "partitionIndex")]
    [InlineData("""{"dataSet":"D","kind":"Map","partitionIndex":"0","attempt":0,"subpartitionCount":1}""", "partitionIndex")]
    [InlineData("""{"dataSet":"D","kind":"Map","partitionIndex":0,"attempt":0}""", "subpartitionCount")]
    [InlineData("""{"dataSet":"D","kind":"Map","partitionIndex":0,"attempt":0,"subpartitionCount":1,"colour":"red"}""", "colour")]
    [InlineData("null", "partitions[0]")]
    public Task UnreadablePartition_IsRefused(string partition, string named)
        => AssertRefusedAsync(
            HttpMethod.Post,
            Job + "/partitions:allocate",
            $$"""{"instance":"{{Id}}","partitions":[{{partition.Replace("\"D\"", $"\"{DataSet}\"", StringComparison.Ordinal)}}]}""",
            named);

    [Theory]
    [InlineData("""{"durability":"Forever"}""", "PageCache, Memory, Fsync")]
    [InlineData("""{"durability":"fsync"}""", "PageCache, Memory, Fsync")]
    [InlineData("""{"durability":2}""", "PageCache, Memory, Fsync")]
    [InlineData("""{"preferredDiskKind":"Tape"}""", "Hdd, Ssd")]
    [InlineData("""{"preferredDiskKind":1}""", "Hdd, Ssd")]
    [InlineData("""{"durability":"Fsync","replicas":3}""", "replicas")]
    [InlineData("\"Fsync\"", "$.storage")]
    public Task UnreadableStorageChoice_IsRefused(string storage, string named)
        => AssertRefusedAsync(HttpMethod.Put, Job, $$"""{"instance":"{{Id}}","storage":{{storage}}}""", named);

    [Theory]
    [InlineData("null", "attempts[0]")]
    [InlineData("{}", "dataSet")]
    public Task UnreadableRelease_IsRefused(string attempt, string named)
        => AssertRefusedAsync(HttpMethod.Post, Job + "/partitions:release", $$"""{"instance":"{{Id}}","attempts":[{{attempt}}]}""", named);

    [Theory]
    [InlineData("DELETE", "/v1/control/jobs/nonsense?instance=" + Id, "job")]
    [InlineData("DELETE", Job, "instance")]
    [InlineData("DELETE", Job + "?instance=1", "instance")]
    [InlineData("GET", Job + "/events?afterSequence=0", "instance")]
    [InlineData("GET", Job + "/events?instance=" + Id + "&afterSequence=x", "afterSequence")]
    [InlineData("GET", Job + "/events?instance=" + Id + "&wait=soon", "wait")]
    [InlineData("GET", Job + "/events?instance=" + Id + "&max=99999999999", "max")]
    [InlineData("GET", Job + "/partitions?dataSet=x", "dataSet")]
    [InlineData("GET", Job + "/partitions?skip=1.5", "skip")]
    public Task UnreadablePathOrQuery_IsRefused(string method, string path, string named) => AssertRefusedAsync(new HttpMethod(method), path, null, named);

    [Theory]
    [InlineData("GET", "/v1")]
    [InlineData("GET", "/v1/nothing")]
    [InlineData("GET", "/v1/control/jobs")]
    [InlineData("PATCH", Job)]
    [InlineData("GET", Job + "/partitions:allocate")]
    public async Task UnknownResource_IsNotFound(string method, string path)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        using HttpResponseMessage response = await Requests.SendAsync(host, new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        JsonElement problem = await Requests.ReadProblemAsync(response);
        Assert.Contains($"{method} {path}", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, host.Script.RequestCount);
    }

    [Fact]
    public async Task BodyThatIsNotJson_IsRefused()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        using HttpResponseMessage response = await Requests.SendAsync(host, HttpMethod.Post, Requests.HeartbeatPath, "instance=" + Id, "text/plain");

        Assert.Contains("text/plain", (await Requests.ReadProblemAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, host.Script.RequestCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OversizedBody_IsRefusedAsTooLarge(bool lengthIsUnknown)
    {
        await using GatewayHost host = await GatewayHost.StartAsync(options => options.MaxRequestBodyBytes = 4096);
        using var request = new HttpRequestMessage(HttpMethod.Post, Requests.HeartbeatPath);
        request.Content = new StringContent($$"""{"instance":"{{new string(' ', 5000)}}"}""", null, "application/json");
        request.Headers.TransferEncodingChunked = lengthIsUnknown;

        using HttpResponseMessage response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("MessageTooLarge", (await Requests.ReadProblemAsync(response)).GetProperty("code").GetString());
        Assert.Equal(0, host.Script.RequestCount);
    }

    [Fact]
    public async Task ServiceGoesOn_AfterGarbage()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        host.Script.AnswerWith(new JobHeartbeatReply(1));
        using (await Requests.SendAsync(host, HttpMethod.Post, Requests.HeartbeatPath, "\u0000{{{"))
        {
        }

        using HttpResponseMessage response = await Requests.HeartbeatAsync(host);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task AssertRefusedAsync(HttpMethod method, string path, string? body, string named)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        using HttpResponseMessage response = await Requests.SendAsync(host, method, path, body);

        JsonElement problem = await Requests.ReadProblemAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("InvalidRequest", problem.GetProperty("code").GetString());
        Assert.Contains(named, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, host.Script.RequestCount);
        Assert.Empty(host.Log.Errors);
    }
}
