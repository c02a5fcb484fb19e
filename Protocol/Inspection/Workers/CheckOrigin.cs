namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Who wanted a check.</summary>
public enum CheckOrigin
{
    /// <summary>A person.</summary>
    Operator,

    /// <summary>The worker itself, in its rounds.</summary>
    Scrubber,

    /// <summary>A reader, to whom bytes looked wrong.</summary>
    Reader,
}
