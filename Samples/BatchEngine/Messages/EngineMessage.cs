using System.Text.Json.Serialization;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>What a JobMaster and a task executor say to each other.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(ExecutorHello), "hello")]
[JsonDerivedType(typeof(TaskDeployment), "deploy")]
[JsonDerivedType(typeof(ExecutorReport), "report")]
[JsonDerivedType(typeof(TaskFinished), "finished")]
[JsonDerivedType(typeof(TaskFailed), "failed")]
[JsonDerivedType(typeof(TaskHeld), "held")]
[JsonDerivedType(typeof(ReleasePartitions), "release")]
[JsonDerivedType(typeof(ShutDown), "shutDown")]
internal abstract record EngineMessage;
