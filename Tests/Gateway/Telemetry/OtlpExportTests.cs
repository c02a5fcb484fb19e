using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway.Telemetry;
using ShuffleOrleans.Tests.TestKit.Processes;

namespace ShuffleOrleans.Tests.Gateway.Telemetry;

/// <summary>What an OTLP receiver gets from a node, over real HTTP.</summary>
public sealed class OtlpExportTests
{
    private const string SourceName = "ShuffleOrleans.Tests.Otlp";

    [Fact]
    public async Task Receiver_GetsMetricsAndSpans()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        using ActivitySource source = new(SourceName);
        await using (GatewayHost host = await GatewayHost.StartAsync(services: services => services.Configure<ShuffleTelemetryOptions>(options =>
        {
            options.OtlpEndpoint = receiver.Address;
            options.OtlpInterval = TimeSpan.FromSeconds(1);
        })))
        {
            await host.Http.GetTextAsync("/v1/info");
            using (Activity? span = source.StartActivity("a-span-of-ours"))
            {
                Assert.NotNull(span);
            }

            await host.StopServerAsync();
        }

        await receiver.GotAsync("/v1/metrics", "http.server.request.duration").WaitAsync(Patience.Limit);
        await receiver.GotAsync("/v1/metrics", "shuffleorleans").WaitAsync(Patience.Limit);
        await receiver.GotAsync("/v1/traces", "a-span-of-ours").WaitAsync(Patience.Limit);
    }

    [Theory]
    [InlineData("localhost:4318")]
    [InlineData("ftp://127.0.0.1")]
    public async Task AddressThatIsNone_StopsTheStart(string address)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(
            services: services => services.Configure<ShuffleTelemetryOptions>(options => options.OtlpEndpoint = address)));
        Assert.Contains("OtlpEndpoint", error.Message, StringComparison.Ordinal);
    }
}
