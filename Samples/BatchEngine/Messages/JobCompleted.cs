using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>The job is over; the last event.</summary>
/// <param name="Outcome">How it ended.</param>
internal sealed record JobCompleted(JobOutcome Outcome) : DriverEvent;
