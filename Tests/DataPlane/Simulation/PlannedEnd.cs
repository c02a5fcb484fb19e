namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>How a writer means to end.</summary>
internal enum PlannedEnd
{
    /// <summary>With the commit.</summary>
    Finish,

    /// <summary>Half way, saying so.</summary>
    Abort,

    /// <summary>Half way, without a word: its connection ends.</summary>
    Leave,
}
