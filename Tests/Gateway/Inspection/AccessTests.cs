using System.Net;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>Who may do what. The document is asked what there is, so that a new route is tried without anybody thinking of it.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("a-token-that-nobody-has-given", HttpStatusCode.Unauthorized)]
    [InlineData(InspectionHost.ReadToken, HttpStatusCode.Forbidden)]
    public async Task NoChange_WithoutTheAdminToken(string? token, HttpStatusCode expected)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync(options => options.ReadToken = InspectionHost.ReadToken);

        await AssertNothingChangesAsync(host, token, expected, "AuthenticationFailed");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(InspectionHost.AdminToken)]
    public async Task NoChange_WhereThereIsNoAdminToken(string? token)
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync(options => options.AdminToken = null);

        await AssertNothingChangesAsync(host, token, HttpStatusCode.Forbidden, "changes-disabled");
        Assert.False((await host.GetAsync("/v1/cluster")).GetProperty("changesEnabled").GetBoolean());
    }

    [Fact]
    public async Task NoChange_WithATokenElsewhereThanInItsHeader()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        string path = $"/v1/jobs/{Samples.Job}:release";
        using HttpRequestMessage cookie = new(HttpMethod.Post, path) { Content = new StringContent("{}", null, "application/json") };
        cookie.Headers.Add("Cookie", $"Authorization=Bearer {InspectionHost.AdminToken}");
        using HttpRequestMessage basic = new(HttpMethod.Post, path) { Content = new StringContent("{}", null, "application/json") };
        basic.Headers.Add("Authorization", $"Basic {InspectionHost.AdminToken}");

        using HttpResponseMessage byCookie = await host.Http.SendAsync(cookie);
        using HttpResponseMessage byBasic = await host.Http.SendAsync(basic);
        using HttpResponseMessage byAddress = await host.SendAsync(HttpMethod.Post, $"{path}?token={InspectionHost.AdminToken}", "{}");

        Assert.All([byCookie, byBasic, byAddress], response => Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode));
        await host.Plane.HeartbeatJobAsync(new(Samples.Job, Samples.Instance), default);
    }

    [Fact]
    public async Task ReadToken_IsNeededForEverythingBelowV1()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync(options => options.ReadToken = InspectionHost.ReadToken);
        OpenApiDocument document = await OpenApiDocument.ReadAsync(host.Http);
        IEnumerable<string> addresses = document.Operations.Where(operation => operation.Method == "GET").Select(operation => Fill(operation.Path));

        foreach (string address in addresses.Append("/v1/nowhere").Append($"/v1/control/jobs/{Samples.Job}/partitions"))
        {
            using HttpResponseMessage without = await host.SendAsync(HttpMethod.Get, address);
            Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
            Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        }

        foreach (string token in (string[])[InspectionHost.ReadToken, InspectionHost.AdminToken])
        {
            await host.GetAsync("/v1/cluster", token);
            await host.GetAsync($"/v1/control/jobs/{Samples.Job}/partitions", token);
        }

        using HttpResponseMessage health = await host.SendAsync(HttpMethod.Get, "/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Change_WithoutJson_IsRefused()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        using HttpRequestMessage form = new(HttpMethod.Post, $"/v1/jobs/{Samples.Job}:release") { Content = new StringContent("a=b", null, "text/plain") };
        form.Headers.Add("Authorization", $"Bearer {InspectionHost.AdminToken}");

        using HttpResponseMessage response = await host.Http.SendAsync(form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await host.Plane.HeartbeatJobAsync(new(Samples.Job, Samples.Instance), default);
    }

    [Theory]
    [InlineData("short", null)]
    [InlineData("with a blank in the middle", null)]
    [InlineData(null, "umlauts-are-not-printable-ä")]
    [InlineData("the-same-token-twice", "the-same-token-twice")]
    public async Task BadTokens_StopTheStart_AndAreNotShown(string? admin, string? read)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(
            () => InspectionHost.StartAsync(options => SetTokens(options, admin, read)));

        string problem = Assert.Single(error.Failures);
        Assert.DoesNotContain(admin ?? read!, problem, StringComparison.Ordinal);
    }

    private static void SetTokens(ShuffleGatewayOptions options, string? admin, string? read)
    {
        options.AdminToken = admin;
        options.ReadToken = read;
    }

    private static async Task AssertNothingChangesAsync(InspectionHost host, string? token, HttpStatusCode expected, string code)
    {
        OpenApiDocument document = await OpenApiDocument.ReadAsync(host.Http);
        (string Path, string Method, string Id)[] changes = [.. document.Operations.Where(operation => operation.Method != "GET")];
        Assert.True(changes.Length >= 6, "The document lists fewer changes than there are.");
        EventQuery all = new(0, 1000);
        EventBatch before = await host.Plane.ReadEventsAsync(all, default);

        foreach ((string path, string method, _) in changes)
        {
            using HttpResponseMessage response = await host.SendAsync(new HttpMethod(method), Fill(path), BodyOf(path, host), token);

            Assert.Equal(expected, response.StatusCode);
            Assert.Equal(code, (await Requests.ReadProblemAsync(response)).GetProperty("code").GetString());
        }

        Assert.Empty(host.Workers.Worker.Asked);
        Assert.Equal(before.Items, (await host.Plane.ReadEventsAsync(all, default)).Items);
        await host.Plane.HeartbeatJobAsync(new(Samples.Job, Samples.Instance), default);
    }

    // Bodies that would be carried out: what refuses them is the missing token and nothing else.
    private static string BodyOf(string path, InspectionHost host) => path switch
    {
        _ when path.EndsWith("{index}:release", StringComparison.Ordinal) => $$"""{"attempt":0,"epoch":{{host.Attempt.Epoch}}}""",
        "/v1/log-levels" => """{"category":"Default","level":"Trace"}""",
        _ => "{}",
    };

    private static string Fill(string path) => path
        .Replace("{job}", Samples.Job.ToString(), StringComparison.Ordinal)
        .Replace("{dataSet}", Samples.DataSet.ToString(), StringComparison.Ordinal)
        .Replace("{worker}", Samples.Worker.ToString(), StringComparison.Ordinal)
        .Replace("{index}", "0", StringComparison.Ordinal);
}
