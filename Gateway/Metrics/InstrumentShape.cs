using System.Diagnostics.Metrics;

namespace ShuffleOrleans.Gateway.Metrics;

/// <summary>What an instrument is for whoever aggregates it.</summary>
/// <param name="Kind">How it is shown.</param>
/// <param name="IsSet">Whether a measurement replaces the value; else it is added to it.</param>
internal readonly record struct InstrumentShape(FamilyKind Kind, bool IsSet)
{
    private static readonly Dictionary<Type, InstrumentShape> Shapes = new()
    {
        [typeof(Counter<>)] = new(FamilyKind.Counter, IsSet: false),
        [typeof(ObservableCounter<>)] = new(FamilyKind.Counter, IsSet: true),
        [typeof(UpDownCounter<>)] = new(FamilyKind.Gauge, IsSet: false),
        [typeof(ObservableUpDownCounter<>)] = new(FamilyKind.Gauge, IsSet: true),
        [typeof(Gauge<>)] = new(FamilyKind.Gauge, IsSet: true),
        [typeof(ObservableGauge<>)] = new(FamilyKind.Gauge, IsSet: true),
        [typeof(Histogram<>)] = new(FamilyKind.Histogram, IsSet: false),
    };

    /// <summary>The shape; null for a kind of instrument that is not known here.</summary>
    public static InstrumentShape? Of(Instrument instrument)
    {
        for (Type? type = instrument.GetType(); type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && Shapes.TryGetValue(type.GetGenericTypeDefinition(), out InstrumentShape shape))
            {
                return shape;
            }
        }

        return null;
    }
}
