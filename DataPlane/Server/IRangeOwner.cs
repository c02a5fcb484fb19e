using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>Whoever asked for a range and hears, exactly once and on any thread, what came of it.</summary>
internal interface IRangeOwner
{
    /// <summary>It is open, and the owner closes it.</summary>
    void OnOpened(OpenedRange range);

    /// <summary>It cannot be read.</summary>
    void OnNotOpened(ShuffleException error);

    /// <summary>It was not tried.</summary>
    /// <param name="code">Why.</param>
    /// <param name="reason">What the reader is told.</param>
    void OnRefused(ShuffleErrorCode code, string reason);
}
