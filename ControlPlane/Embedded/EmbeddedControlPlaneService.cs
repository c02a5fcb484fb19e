using Microsoft.Extensions.Hosting;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>
/// Starts the control plane before any other service of the host and stops it after all of them, so that a worker in the same process can register at its
/// start and say goodbye at its end.
/// </summary>
internal sealed class EmbeddedControlPlaneService(EmbeddedControlPlane controlPlane) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => controlPlane.StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => controlPlane.DisposeAsync().AsTask();
}
