using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ShuffleOrleans.Silo.Worker;

namespace ShuffleOrleans.Silo;

/// <summary>Says on standard output, in one line that programs can read, that the silo is ready and where.</summary>
internal sealed class ReadyLine(IServer server, WorkerService worker, ILocalSiloDetails silo, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Write()
    {
        string gateway = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        string place = JsonSerializer.Serialize(new
        {
            gateway,
            dataPort = worker.Bound?.Port,
            siloPort = silo.SiloAddress.Endpoint.Port,
            gatewayPort = silo.GatewayAddress?.Endpoint.Port,
            silo = silo.SiloAddress.ToParsableString(),
            pid = Environment.ProcessId,
        });
        Console.Out.WriteLine($"READY {place}");
        Console.Out.Flush();
    }
}
