using System.Collections.Concurrent;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>
/// One metric with all its series: gets measurements from any thread, is written by whoever asks for the page, one at a time. Owned by the collector.
/// </summary>
internal sealed class MetricFamily
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TagSet, Series> _byTags = new(TagSetComparer.Instance);
    private readonly ConcurrentDictionary<TagSet, Series>.AlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>> _bySpan;
    private readonly SortedDictionary<string, Series> _byLabels = new(StringComparer.Ordinal);
    private readonly string _unit;
    private readonly string _description;
    private readonly bool _isSet;
    private readonly double[] _bounds;
    private readonly SeriesBudget _budget;
    private volatile int _round;

    public MetricFamily(string name, string unit, string description, in InstrumentShape shape, double[] bounds, SeriesBudget budget)
    {
        Name = name;
        Kind = shape.Kind;
        _unit = unit;
        _description = description.Length > 0 ? description : name;
        _isSet = shape.IsSet;
        _bounds = bounds;
        _budget = budget;
        _bySpan = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>();
    }

    public string Name { get; }

    public FamilyKind Kind { get; }

    /// <summary>Whether its values come when they are asked for, and only then.</summary>
    public bool IsObserved { get; init; }

    public void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } series)
        {
            return;
        }

        if (_isSet)
        {
            series.Round = _round;
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } series)
        {
            return;
        }

        if (_isSet)
        {
            series.Round = _round;
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Whatever is observed comes now; what does not come again any more is forgotten.</summary>
    public void BeginRound() => _round++;

    public void Write(PrometheusText text)
    {
        // Also without a series yet: who makes a dashboard sees what there can be.
        text.Begin(Name, _unit, _description, Kind);
        foreach (Series one in Standing())
        {
            one.Write(text, Name);
        }
    }

    private Series[] Standing()
    {
        lock (_lock)
        {
            if (IsObserved)
            {
                Forget();
            }

            return [.. _byLabels.Values];
        }
    }

    // Under the lock.
    private void Forget()
    {
        foreach ((TagSet tags, Series series) in _byTags)
        {
            if (series.Round != _round && _byTags.TryRemove(tags, out _) && _byLabels.Remove(series.Labels))
            {
                _budget.GiveBack();
            }
        }
    }

    private Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags) => _bySpan.TryGetValue(tags, out Series? series) ? series : Add(tags);

    private Series? Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = LabelText.Of(tags);
        lock (_lock)
        {
            // Tags that differ only before they are written make one series.
            if (!_byLabels.TryGetValue(labels, out Series? series))
            {
                if (!_budget.TryTake())
                {
                    _budget.OnDropped();
                    return null;
                }

                series = Kind == FamilyKind.Histogram ? new HistogramSeries(labels, _bounds) : new ValueSeries(labels);
                _byLabels.Add(labels, series);
            }

            _bySpan[tags] = series;
            return series;
        }
    }
}
