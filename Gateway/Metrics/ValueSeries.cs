namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>A counter or a gauge. Whole numbers and fractions are kept apart, so that a count of bytes stays exact.</summary>
internal sealed class ValueSeries(string labels) : Series(labels)
{
    private long _whole;
    private double _fraction;

    public override void Add(long value) => Interlocked.Add(ref _whole, value);

    public override void Add(double value)
    {
        double before;
        double seen = Volatile.Read(ref _fraction);
        do
        {
            before = seen;
            seen = Interlocked.CompareExchange(ref _fraction, before + value, before);
        }
        while (!seen.Equals(before));
    }

    public override void Set(long value) => Interlocked.Exchange(ref _whole, value);

    public override void Set(double value) => Interlocked.Exchange(ref _fraction, value);

    public override void Write(PrometheusText text, string name)
    {
        // Fractions cannot be added up with a whole number beyond 2^53 without loss; nobody has both.
        long whole = Volatile.Read(ref _whole);
        double fraction = Volatile.Read(ref _fraction);
        if (fraction == 0)
        {
            text.Sample(name, Labels, whole);
        }
        else
        {
            text.Sample(name, Labels, whole + fraction);
        }
    }
}
