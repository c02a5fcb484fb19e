using System.Text.Json.Serialization;

namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>
/// Something that has happened and is true for ever. A state machine decides on facts and changes by applying them, and in no other way: what a journal or a
/// grain's storage keeps is facts, and applying the same facts in the same order gives the same state.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "fact")]
[JsonDerivedType(typeof(JournalStarted), "journal-started")]
[JsonDerivedType(typeof(SnapshotCompleted), "snapshot-completed")]
[JsonDerivedType(typeof(JobRegistered), "job-registered")]
[JsonDerivedType(typeof(JobRestored), "job-restored")]
[JsonDerivedType(typeof(JobEnded), "job-ended")]
[JsonDerivedType(typeof(PartitionRestored), "partition-restored")]
[JsonDerivedType(typeof(AttemptAllocated), "attempt-allocated")]
[JsonDerivedType(typeof(AttemptWriting), "attempt-writing")]
[JsonDerivedType(typeof(ShareCommitted), "share-committed")]
[JsonDerivedType(typeof(AttemptAdopted), "attempt-adopted")]
[JsonDerivedType(typeof(AttemptFailed), "attempt-failed")]
[JsonDerivedType(typeof(AttemptLost), "attempt-lost")]
[JsonDerivedType(typeof(ShareRelocated), "share-relocated")]
[JsonDerivedType(typeof(AttemptReleasing), "attempt-releasing")]
[JsonDerivedType(typeof(ShareReleased), "share-released")]
[JsonDerivedType(typeof(AttemptForgotten), "attempt-forgotten")]
[JsonDerivedType(typeof(WorkerRegistered), "worker-registered")]
[JsonDerivedType(typeof(WorkerRestored), "worker-restored")]
[JsonDerivedType(typeof(WorkerReported), "worker-reported")]
[JsonDerivedType(typeof(WorkerGone), "worker-gone")]
[JsonDerivedType(typeof(WorkerForgotten), "worker-forgotten")]
[JsonDerivedType(typeof(WorkerExcluded), "worker-excluded")]
[JsonDerivedType(typeof(WorkerIncluded), "worker-included")]
[JsonDerivedType(typeof(ReleaseOrdered), "release-ordered")]
[JsonDerivedType(typeof(ReleaseDone), "release-done")]
[JsonDerivedType(typeof(OrphansFound), "orphans-found")]
internal abstract record ControlPlaneFact;
