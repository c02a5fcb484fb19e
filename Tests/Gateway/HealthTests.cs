using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ShuffleOrleans.Tests.Gateway;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_NamesWhatIsNotReadyAndWhy()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("control-plane", () => HealthCheckResult.Healthy("the journal is open"))
            .AddCheck("worker", () => HealthCheckResult.Unhealthy("no data directory has room")));

        using HttpResponseMessage response = await host.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Unhealthy", answer.RootElement.GetProperty("status").GetString());
        JsonElement first = answer.RootElement.GetProperty("checks")[0];
        Assert.Equal(("worker", "no data directory has room"), (first.GetProperty("name").GetString(), first.GetProperty("reason").GetString()));
        Assert.Equal(2, answer.RootElement.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task Ready_TellsTheMessageOfACheckThatThrew()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("worker", () => throw new InvalidOperationException("the port is taken")));

        string answer = await host.Http.GetTextAsync("/health/ready");

        Assert.Contains("the port is taken", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WhenAllChecksPass()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(
            services: services => services.AddHealthChecks().AddCheck("worker", () => HealthCheckResult.Healthy()));

        using HttpResponseMessage response = await host.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Live_WhateverTheChecksSay()
    {
        await using GatewayHost host = await GatewayHost.StartAsync(
            services: services => services.AddHealthChecks().AddCheck("worker", () => HealthCheckResult.Unhealthy()));

        using HttpResponseMessage response = await host.Http.GetAsync(new Uri("/health/live", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
