namespace ShuffleOrleans.Grains.Workers;

/// <summary>Whether a silo lives, as the cluster has agreed. The only source of that knowledge.</summary>
internal interface ISiloLiveness
{
    /// <summary>Whether the silo is dead for good: a process never returns under the same address, for that names its start.</summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.ControlPlaneUnavailable"/>: nobody can say now.</exception>
    Task<bool> IsDeadAsync(SiloAddress silo);
}
