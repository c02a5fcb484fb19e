using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ShuffleOrleans.Gateway.Telemetry;

namespace ShuffleOrleans.Gateway.Hosting;

/// <summary>Adds the gateway to a node, as its configuration says.</summary>
public static class ShuffleGatewayHostingExtensions
{
    private const string Section = "Shuffle:Gateway";
    private const string TelemetrySection = "Shuffle:Telemetry";

    /// <summary>
    /// Adds the HTTP face of a node with the settings of <c>Shuffle:Gateway</c>: addresses, tokens, limits, the dashboard; and of <c>Shuffle:Telemetry</c>. What
    /// <see cref="ShuffleGatewayServiceCollectionExtensions.AddShuffleGateway"/> asks of the host, it still asks.
    /// </summary>
    /// <param name="builder">The node.</param>
    /// <param name="dataEndpoint">Host and port of the node's worker, for people; null while there is none.</param>
    /// <exception cref="InvalidOperationException">The configuration names an option that does not exist, or gives one a value it cannot have.</exception>
    public static WebApplicationBuilder AddConfiguredShuffleGateway(this WebApplicationBuilder builder, Func<IServiceProvider, string?> dataEndpoint)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataEndpoint);
        GatewayBinding gateway = builder.Configuration.GetSection(Section).Get<GatewayBinding>(Strictly) ?? new GatewayBinding();
        builder.WebHost.UseUrls(gateway.UrlList);
        builder.Services.AddShuffleGateway();
        builder.Services.AddOptions<ShuffleTelemetryOptions>().Bind(builder.Configuration.GetSection(TelemetrySection), Strictly);
        builder.Services.AddOptions<ShuffleGatewayOptions>().Configure<IServiceProvider>((options, services) =>
        {
            gateway.ApplyTo(options);
            options.DataEndpoint = () => dataEndpoint(services);
        });
        return builder;
    }

    // An option that does not exist is a typing error that would otherwise go unnoticed.
    private static void Strictly(BinderOptions binder) => binder.ErrorOnUnknownConfiguration = true;
}
