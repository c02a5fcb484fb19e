namespace ShuffleOrleans.ControlPlane.Facts;

/// <summary>A job is over, by its JobMaster or by silence. All its attempts are ordered to be released; its workers still have to confirm.</summary>
internal sealed record JobEnded(JobId Job, bool Expired) : ControlPlaneFact;
