using System.Diagnostics.Metrics;
using ShuffleOrleans.DataPlane.Metrics;

namespace ShuffleOrleans.Tests.DataPlane.Metrics;

/// <summary>Makes one worker's meter and listens to it, to no other worker's. Sums what counters add, by their tags. Thread-safe.</summary>
internal sealed class RecordedMetrics : IMeterFactory
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private readonly List<Meter> _meters = [];
    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<(string Name, string Tags), long> _values = [];

    public RecordedMetrics()
    {
        _listener.InstrumentPublished = OnPublished;
        _listener.SetMeasurementEventCallback<long>(OnMeasured);
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => OnMeasured(instrument, value, tags, state));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, state) => OnMeasured(instrument, (long)value, tags, state));
        _listener.Start();
    }

    public IReadOnlyList<Instrument> Instruments
    {
        get
        {
            lock (_lock)
            {
                return [.. _instruments];
            }
        }
    }

    /// <summary>The sum of a counter, the last value of a gauge, or how many values a histogram has got, with exactly these tags, written <c>name=value</c>, sorted; 0 if nothing came.</summary>
    public long this[string name, string tags = ""]
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

    /// <summary>Every set of tags that came with an instrument.</summary>
    public IReadOnlyList<string> TagsOf(string name)
    {
        _listener.RecordObservableInstruments();
        lock (_lock)
        {
            return [.. _values.Keys.Where(key => key.Name == name).Select(key => key.Tags).Order(StringComparer.Ordinal)];
        }
    }

    public Meter Create(MeterOptions options)
    {
        Assert.Equal(DataPlaneMetrics.MeterName, options.Name);
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
        if (instrument.Meter.Scope != this)
        {
            return;
        }

        lock (_lock)
        {
            _instruments.Add(instrument);
        }

        listener.EnableMeasurementEvents(instrument);
    }

    private static bool IsDistribution(Instrument instrument) => instrument is Histogram<double> or Histogram<long>;

    private void OnMeasured(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        string written = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        lock (_lock)
        {
            (string, string) key = (instrument.Name, written);
            _values[key] = instrument.IsObservable ? value : _values.GetValueOrDefault(key) + (IsDistribution(instrument) ? 1 : value);
        }
    }
}
