using System.Net;
using ShuffleOrleans.Gateway.Dashboard;

namespace ShuffleOrleans.Tests.Gateway.Dashboard;

public sealed class DashboardTests
{
    [Fact]
    public async Task EveryFile_CarriesThePolicyAndItsTypeAndNothingElseMayRun()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        foreach (string path in DashboardFiles.Embedded().Paths.Append(""))
        {
            using HttpResponseMessage response = await host.Http.GetAsync(new Uri($"/dashboard/{path}", UriKind.Relative));

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(DashboardHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal(TypeOf(path), response.Content.Headers.ContentType?.MediaType);
            Assert.NotNull(response.Headers.ETag);
        }
    }

    [Fact]
    public void ThePolicy_AllowsOwnFilesOnly()
    {
        Assert.StartsWith("default-src 'none';", DashboardHeaders.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", DashboardHeaders.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("*", DashboardHeaders.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", DashboardHeaders.Policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", DashboardHeaders.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePages_HoldNothingThatThePolicyForbids()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        string page = await host.Http.GetTextAsync("/dashboard/");

        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFirstPage_IsAskedForAnew_AndHashedFilesNeverAgain()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        foreach (string path in DashboardFiles.Embedded().Paths)
        {
            using HttpResponseMessage response = await host.Http.GetAsync(new Uri($"/dashboard/{path}", UriKind.Relative));

            string expected = path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            Assert.Equal(expected, response.Headers.GetValues("Cache-Control").Single());
        }
    }

    [Fact]
    public async Task AFileThatTheBrowserHas_IsNotSentAgain()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using HttpResponseMessage first = await host.Http.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var changed = new HttpRequestMessage(HttpMethod.Get, "/dashboard/");
        changed.Headers.TryAddWithoutValidation("If-None-Match", "\"another\"");

        using HttpResponseMessage second = await host.Http.SendAsync(again);
        using HttpResponseMessage third = await host.Http.SendAsync(changed);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.True(second.Headers.Contains("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task Head_TellsTheLengthAndSendsNoBody()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        byte[] body = await host.Http.GetByteArrayAsync(new Uri("/dashboard/index.html", UriKind.Relative));
        using var head = new HttpRequestMessage(HttpMethod.Head, "/dashboard/index.html");

        using HttpResponseMessage response = await host.Http.SendAsync(head);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task OtherMethods_AreRefused(string method)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/dashboard/index.html");

        using HttpResponseMessage response = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("/", "dashboard/")]
    [InlineData("/dashboard", "dashboard/")]
    public async Task TheRootAndTheFolder_LeadToTheFirstPage(string path, string location)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = host.Http.BaseAddress };

        using HttpResponseMessage response = await http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(location, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task WithoutTheOption_NothingIsServed()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(options => options.Dashboard = false);

        using HttpResponseMessage page = await host.Http.GetAsync(new Uri("/dashboard/", UriKind.Relative));
        using HttpResponseMessage root = await host.Http.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, root.StatusCode));
    }

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        "" or ".html" => "text/html",
        ".js" => "text/javascript",
        ".css" => "text/css",
        ".svg" => "image/svg+xml",
        _ => throw new ArgumentException($"{path} has a type that nobody expects; say here what it should be.", nameof(path)),
    };
}
