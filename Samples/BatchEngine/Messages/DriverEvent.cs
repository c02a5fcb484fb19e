using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What a JobMaster tells the driver: one line of JSON each, on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(JobMasterListening), "listening")]
[JsonDerivedType(typeof(JobProgress), "progress")]
[JsonDerivedType(typeof(ExecutorHeld), "held")]
[JsonDerivedType(typeof(TaskRetried), "retried")]
[JsonDerivedType(typeof(JobCompleted), "completed")]
internal abstract record DriverEvent
{
    /// <summary>How each line starts; other lines are for people.</summary>
    public const string LinePrefix = "{\"event\":";
}
