namespace ShuffleOrleans.Grains.Inspection.Questions;

/// <summary>The names of the questions to a worker, as they cross between silos: never renamed.</summary>
internal static class WorkerQuestion
{
    public const string Inside = "inside";
    public const string Channels = "channels";
    public const string Ledger = "ledger";
    public const string Layout = "layout";
    public const string Matrix = "matrix";
    public const string Waits = "waits";
    public const string Verify = "verify";
    public const string Checks = "checks";
    public const string ExcludeDirectory = "excludeDirectory";
    public const string IncludeDirectory = "includeDirectory";
}
