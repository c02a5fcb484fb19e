namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>One metric with one set of labels. Recording is safe on any thread and allocates nothing.</summary>
/// <param name="labels">Its labels as they are written: <c>a="b",c="d"</c>; empty for none.</param>
internal abstract class Series(string labels)
{
    public string Labels { get; } = labels;

    /// <summary>The last round of observation in which it was set; of a series that is added to, meaningless.</summary>
    public int Round { get; set; }

    /// <summary>A measurement to be added.</summary>
    public abstract void Add(double value);

    /// <summary>As <see cref="Add(double)"/>, without losing what a double cannot tell apart.</summary>
    public virtual void Add(long value) => Add((double)value);

    /// <summary>A measurement that replaces what was.</summary>
    public virtual void Set(double value) => Add(value);

    /// <inheritdoc cref="Set(double)"/>
    public virtual void Set(long value) => Set((double)value);

    /// <summary>Writes its lines.</summary>
    public abstract void Write(PrometheusText text, string name);
}
