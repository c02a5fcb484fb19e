namespace ShuffleOrleans.Protocol.ControlPlane;

/// <summary>A worker's conversation with the control plane, as far as others may hurry it. Safe for several threads; never blocks.</summary>
public interface IWorkerReporting
{
    /// <summary>Reports now, not at the next heartbeat: there are orders to fetch.</summary>
    void ReportNow();

    /// <summary>Registers again at once, with the full inventory, so that control plane and disks are compared.</summary>
    void RegisterAnew();
}
