using System.Text.Json;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>
/// Owns what must not outlive a run: the work directory and the shuffle service. A process of its own, so that both go even if the driver is killed.
/// Ends when its lifeline is cut; fails when the service dies.
/// Ctrl-C reaches the service too, as every process of the terminal; that it then ends first is in order.
/// </summary>
internal sealed class CaretakerProcess(CaretakerConfiguration configuration, TextWriter output)
{
    /// <summary>Sets up, says so, and cleans up at the end.</summary>
    public async Task RunAsync(CancellationToken cut)
    {
        using WorkDirectory directory = new(configuration.DirectoryPrefix);
        if (configuration.ServicePath is null)
        {
            SayReady(new CaretakerReady(directory.Path, Service: null));
            await UntilCutAsync(cut);
            return;
        }

        await using StandaloneService service = new(configuration.ServicePath, directory.Path);
        SayReady(new CaretakerReady(directory.Path, await service.ReadyAsync(cut)));
        await Task.WhenAny(UntilCutAsync(cut), service.Exited);
        if (!cut.IsCancellationRequested && !service.EndedInOrder)
        {
            throw service.Failure();
        }
    }

    private void SayReady(CaretakerReady ready) => output.WriteLine(JsonSerializer.Serialize(ready, EngineJson.Default.CaretakerReady));

    private static async Task UntilCutAsync(CancellationToken cut)
        => await Task.Delay(Timeout.InfiniteTimeSpan, cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
