namespace ShuffleOrleans.DataPlane.Metrics;

/// <summary>The names of tags that several instruments share. What they tell apart are bounded sets: never a job, a partition or a client.</summary>
internal static class Tags
{
    public const string Kind = "shuffle.partition.kind";
    public const string Durability = "shuffle.partition.durability";
    public const string Direction = "shuffle.direction";
    public const string Directory = "shuffle.disk.directory";
    public const string DiskKind = "shuffle.disk.kind";
    public const string Method = "shuffle.method";
    public const string Outcome = "shuffle.outcome";
    public const string Error = "error.type";
}
