namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>How much an event or a notice matters, the least first.</summary>
public enum EventSeverity
{
    /// <summary>The ordinary course of things.</summary>
    Info = 0,

    /// <summary>Somebody should look at it before long.</summary>
    Warning = 1,

    /// <summary>Something is lost or broken.</summary>
    Error = 2,
}
