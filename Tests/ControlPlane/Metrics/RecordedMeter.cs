using System.Diagnostics.Metrics;

namespace ShuffleOrleans.Tests.ControlPlane.Metrics;

/// <summary>Makes meters and listens to them: sums of counters, counts of a histogram's values, last values of gauges, by their tags. Thread-safe.</summary>
internal sealed class RecordedMeter : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly Dictionary<string, Instrument> _instruments = [];
    private readonly Dictionary<(string Name, string Tags), long> _values = [];

    public RecordedMeter()
    {
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => OnMeasured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => OnMeasured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => OnMeasured(instrument, 1, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<Instrument> Instruments
    {
        get
        {
            lock (_lock)
            {
                return [.. _instruments.Values];
            }
        }
    }

    /// <summary>What came with exactly these tags, written <c>name=value</c>, sorted; 0 if nothing did.</summary>
    public long this[string name, string tags]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_lock)
            {
                return _values.GetValueOrDefault((name, tags));
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
                _instruments[instrument.Name] = instrument;
            }

            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void OnMeasured(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string written = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        long added = instrument is Histogram<long> ? 1 : value;
        lock (_lock)
        {
            (string, string) key = (instrument.Name, written);
            _values[key] = instrument.IsObservable ? value : _values.GetValueOrDefault(key) + added;
        }
    }
}
