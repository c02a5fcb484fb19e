namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>The control plane heard the JobMaster.</summary>
/// <param name="LastEventSequence">Number of the newest event of the job; a JobMaster that has seen less queries the events.</param>
public sealed record JobHeartbeatReply(long LastEventSequence);
