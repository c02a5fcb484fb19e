namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>The recovery window of a gone worker has passed. Should it return, it is a new worker whose inventory says what it has.</summary>
internal sealed record WorkerForgotten(WorkerId Worker) : ControlPlaneFact;
