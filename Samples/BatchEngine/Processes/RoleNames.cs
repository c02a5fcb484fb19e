namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>The hidden verbs by which a program is started for another role. With a colon, so that no file or option is mistaken for one.</summary>
internal static class RoleNames
{
    public const string JobMaster = "role:job-master";
    public const string Executor = "role:executor";
    public const string Caretaker = "role:caretaker";
}
