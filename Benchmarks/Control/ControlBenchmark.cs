using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Control.Planes;
using ShuffleOrleans.Benchmarks.Control.Times;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Benchmarks.Systems.Service;

namespace ShuffleOrleans.Benchmarks.Control;

/// <summary>
/// Allocations of the embedded control plane, each written to a journal: called in process, and over HTTP in a service of its own. Both are up all the time; each
/// load is measured on one and then on the other, round after round.
/// </summary>
internal sealed class ControlBenchmark(int calls, int rounds)
{
    private readonly Dictionary<(string Plane, ControlLoad Load), List<CallMeasurement>> _measurements = [];

    public async Task<IReadOnlyList<ControlRow>> RunAsync(string directory, CancellationToken cancellationToken)
    {
        await using ISystemServer server = await new ShuffleSystem().StartServerAsync(directory, AnyShape(), cancellationToken);
        await using HttpPlane http = new(JsonSerializer.Deserialize<ServiceAddress>(server.Address, JsonSerializerOptions.Web)!);
        await using EmbeddedPlane embedded = await EmbeddedPlane.StartAsync(workers: 1, cancellationToken);
        IMeasuredPlane[] planes = [embedded, http];
        foreach (IMeasuredPlane plane in planes)
        {
            // Not counted: what is called for the first time is compiled.
            await ControlLoad.All[1].Scenario(calls).MeasureAsync(plane.ControlPlane, cancellationToken);
        }

        for (int round = 1; round <= rounds; round++)
        {
            await RoundAsync(round, planes, cancellationToken);
        }

        return [.. _measurements.Select(entry => ControlRow.Of(entry.Key.Plane, entry.Key.Load, entry.Value))];
    }

    // Nothing is written through it.
    private static ShuffleShape AnyShape() => ShapeCatalog.All[0];

    private async Task RoundAsync(int round, IMeasuredPlane[] planes, CancellationToken cancellationToken)
    {
        foreach (ControlLoad load in ControlLoad.All)
        {
            foreach (IMeasuredPlane plane in planes)
            {
                CallMeasurement measurement = await load.Scenario(calls).MeasureAsync(plane.ControlPlane, cancellationToken);
                if (!_measurements.TryGetValue((plane.Name, load), out List<CallMeasurement>? all))
                {
                    _measurements.Add((plane.Name, load), all = []);
                }

                all.Add(measurement);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round}, {load}, {plane.Name}: {measurement}"));
            }
        }
    }
}
