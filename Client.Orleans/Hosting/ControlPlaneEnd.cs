using Microsoft.Extensions.Hosting;
using ShuffleOrleans.Client.Orleans.ControlPlane;

namespace ShuffleOrleans.Client.Orleans.Hosting;

/// <summary>Ends the control plane's client before any service of the host stops: it needs the Orleans client to end its subscriptions.</summary>
internal sealed class ControlPlaneEnd(OrleansShuffleControlPlane controlPlane) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => controlPlane.DisposeAsync().AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
