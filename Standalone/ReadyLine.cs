using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ShuffleOrleans.Standalone;

/// <summary>Says on standard output, in one line that programs can read, that the service is ready and where.</summary>
internal sealed class ReadyLine(IServer server, WorkerService worker, IHostApplicationLifetime lifetime) : IHostedService
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
        string place = JsonSerializer.Serialize(new { gateway, dataPort = worker.Bound?.Port, pid = Environment.ProcessId });
        Console.Out.WriteLine($"READY {place}");
        Console.Out.Flush();
    }
}
