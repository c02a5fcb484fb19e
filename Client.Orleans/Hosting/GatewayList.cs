using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>
/// The gateways that were named, their names looked up each time Orleans asks: a node that moves is found again. A name that is not known now is left out.
/// Owned by the Orleans client.
/// </summary>
internal sealed partial class GatewayList(IReadOnlyList<string> gateways, IOptions<GatewayOptions> options, ILogger<GatewayList> logger) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        List<Uri> found = [];
        foreach (string gateway in gateways)
        {
            var place = new Uri($"tcp://{gateway}");
            IPAddress[] addresses = await LookUpAsync(place.DnsSafeHost).ConfigureAwait(false);
            found.AddRange(addresses.Select(address => SiloAddress.New(address, place.Port, 0).ToGatewayUri()));
        }

        return found;
    }

    private async Task<IPAddress[]> LookUpAsync(string host)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host).ConfigureAwait(false);
        }
        catch (SocketException error)
        {
            LogUnknownHost(host, error.Message);
            return [];
        }
    }
}
