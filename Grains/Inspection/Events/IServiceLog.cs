using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Inspection.Events;

/// <summary>Whom the grains of a silo tell what people may want to know. Safe for several threads.</summary>
internal interface IServiceLog
{
    /// <summary>Sends these on their way, in their order. Never waits and never fails; what cannot be told is lost.</summary>
    void Tell(IReadOnlyList<ServiceEvent> events);
}
