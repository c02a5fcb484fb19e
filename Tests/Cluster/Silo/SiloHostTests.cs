using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.Silo;
using ShuffleOrleans.Tests.Cluster.Harness;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>A whole silo in this process, kept in memory. The embedded control plane takes the place of the grains, which have tests of their own.</summary>
public sealed class SiloHostTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silo_IsReady_AndShowsOrleansDashboardUnlessSwitchedOff(bool dashboard)
    {
        await using WebApplication silo = await StartAsync("--Shuffle:Cluster:Dashboard", $"{dashboard}");
        using HttpClient http = new() { BaseAddress = new Uri(silo.Urls.Single()) };
        string health = await http.GetStringAsync("/health/ready");
        Assert.Contains("\"silo\"", health, StringComparison.Ordinal);
        Assert.Contains("\"worker\"", health, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:", await http.GetStringAsync("/v1/info"), StringComparison.Ordinal);
        using HttpResponseMessage page = await http.GetAsync("/orleans/");
        Assert.Equal(dashboard, page.IsSuccessStatusCode);
        await silo.StopAsync();
    }

    [Fact]
    public async Task TakenDataPort_FailsTheStart()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        AddressInUseException error = await Assert.ThrowsAsync<AddressInUseException>(() => StartAsync("--Shuffle:Worker:DataPort", port));
        Assert.Contains(port, error.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(params string[] more)
    {
        WebApplicationBuilder builder = SiloProgram.Prepare(
            [.. new SiloPlace(_directory, "data").Arguments, "--Shuffle:Cluster:Provider", "localhost", .. more]);
        builder.Services.AddEmbeddedShuffleControlPlane();
        WebApplication silo = SiloProgram.Build(builder);
        try
        {
            await silo.StartAsync().WaitAsync(Patience.Limit);
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }

        return silo;
    }
}
