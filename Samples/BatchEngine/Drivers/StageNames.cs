namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>The stages of a map-reduce job.</summary>
public static class StageNames
{
    /// <summary>The first stage, which writes to the shuffle service.</summary>
    public const string Map = "map";

    /// <summary>The second stage, which reads from it.</summary>
    public const string Reduce = "reduce";
}
