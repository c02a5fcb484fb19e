using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ShuffleOrleans.Tests.Gateway.Dashboard;

/// <summary>Paths that lead nowhere. Sent as raw bytes, because a client would tidy them up.</summary>
public sealed class DashboardPathTests
{
    [Theory]
    [InlineData("/dashboard/nothing.js")]
    [InlineData("/dashboard/jobs/0123456789abcdef0123456789abcdef")]
    [InlineData("/dashboard/assets")]
    [InlineData("/dashboard/assets/")]
    [InlineData("/dashboard/INDEX.HTML")]
    [InlineData("/dashboard/../appsettings.json")]
    [InlineData("/dashboard/..%2f..%2fetc%2fpasswd")]
    [InlineData("/dashboard/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/dashboard/..%5c..%5cetc%5cpasswd")]
    [InlineData("/dashboard//index.html")]
    [InlineData("/dashboard/%252e%252e%252findex.html")]
    public async Task APathThatIsNoFile_IsNotFound(string path)
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        string answer = await GetRawAsync(host.Http.BaseAddress!, path);

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownPath_CarriesThePolicyToo()
    {
        await using GatewayHost host = await GatewayHost.StartAsync();

        using HttpResponseMessage response = await host.Http.GetAsync(new Uri("/dashboard/<script>alert(1)</script>", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
        Assert.DoesNotContain("script", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> GetRawAsync(Uri address, string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
