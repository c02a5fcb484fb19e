using System.Diagnostics.Metrics;

namespace ShuffleOrleans.Tests.Client.Metrics;

/// <summary>Makes one executor's meter and listens to it: sums of counters, counts of a histogram's values, last values of gauges; over all tags. Thread-safe.</summary>
internal sealed class RecordedMeasurements : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly Dictionary<string, string?> _units = [];
    private readonly Dictionary<string, long> _values = [];

    public RecordedMeasurements()
    {
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => OnMeasured(instrument, instrument is Histogram<long> ? 1 : value));
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => OnMeasured(instrument, 1));
        _listener.Start();
    }

    /// <summary>The units of all instruments, by their names.</summary>
    public IReadOnlyDictionary<string, string?> Units
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<string, string?>(_units);
            }
        }
    }

    public long this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_lock)
            {
                return _values.GetValueOrDefault(name);
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        Meter meter = new(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void OnPublished(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Scope == this)
        {
            lock (_lock)
            {
                _units[instrument.Name] = instrument.Unit;
            }

            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void OnMeasured(Instrument instrument, long value)
    {
        lock (_lock)
        {
            _values[instrument.Name] = instrument.IsObservable ? value : _values.GetValueOrDefault(instrument.Name) + value;
        }
    }
}
