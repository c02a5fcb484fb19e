using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway.Telemetry;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>
/// Listens to the meters of this host and writes the Prometheus page. Meters that another host in the same process has made are not its matter. Made when the
/// host is built, so that nothing is missed; ends with the host. Thread-safe; pages are written one at a time.
/// </summary>
internal sealed partial class MetricsCollector : IDisposable
{
    /// <summary>Meters of the platform that are shown beside ours.</summary>
    public static readonly string[] SystemMeters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly Lock _pages = new();
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _meters;
    private readonly ILogger<MetricsCollector> _logger;
    private readonly SeriesBudget _budget;

    public MetricsCollector(IMeterFactory meters, IOptions<ShuffleTelemetryOptions> options, ILogger<MetricsCollector> logger)
    {
        _meters = meters;
        _logger = logger;
        _budget = new SeriesBudget(options.Value.MaxSeries);
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((MetricFamily)state!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((MetricFamily)state!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record((long)value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((MetricFamily)state!).Record((double)value, tags));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((MetricFamily)state!).Record((double)value, tags));
        _listener.Start();
    }

    /// <summary>Whether a meter's instruments are shown to people.</summary>
    public static bool IsShown(string meter) => meter.StartsWith("ShuffleOrleans.", StringComparison.Ordinal) || SystemMeters.Contains(meter);

    public string WritePage()
    {
        lock (_pages)
        {
            Observe();
            PrometheusText text = new();
            foreach (MetricFamily family in _families.Values.OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                family.Write(text);
            }

            WriteOwn(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Observe()
    {
        foreach (MetricFamily family in _families.Values)
        {
            family.BeginRound();
        }

        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            // One gauge that cannot be read costs its own lines, not the page.
            LogNotObserved(e);
        }
    }

    private void WriteOwn(PrometheusText text)
    {
        text.Begin("shuffle_telemetry_series", "", "Series on this page, without these two.", FamilyKind.Gauge);
        text.Sample("shuffle_telemetry_series", "", _budget.Used);
        text.Begin("shuffle_telemetry_dropped_measurements_total", "", "Measurements that found no place among the series that may be.", FamilyKind.Counter);
        text.Sample("shuffle_telemetry_dropped_measurements_total", "", _budget.Dropped);
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        bool isOurs = instrument.Meter.Scope is null || instrument.Meter.Scope == _meters;
        if (!isOurs || !IsShown(instrument.Meter.Name) || InstrumentShape.Of(instrument) is not { } shape)
        {
            return;
        }

        string unit = PrometheusName.UnitOf(instrument.Unit, shape.Kind);
        string name = PrometheusName.Of(instrument.Name, unit, shape.Kind);
        MetricFamily family = _families.GetOrAdd(name, _ => new MetricFamily(
            name, unit, instrument.Description ?? "", shape, HistogramBounds.Of(instrument), _budget)
        { IsObserved = instrument.IsObservable });
        if (family.Kind == shape.Kind && family.IsObserved == instrument.IsObservable)
        {
            listener.EnableMeasurementEvents(instrument, family);
        }
        else
        {
            LogNameTaken(instrument.Meter.Name, instrument.Name, name);
        }
    }
}
