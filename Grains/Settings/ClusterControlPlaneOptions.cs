using ShuffleOrleans.ControlPlane.Settings;

namespace ShuffleOrleans.Grains.Settings;

/// <summary>Settings of the control plane of a cluster. Every silo has the same.</summary>
public sealed class ClusterControlPlaneOptions : ControlPlaneOptions
{
    /// <summary>How often a worker brings its full inventory, so that control plane and disks agree whatever was missed. Default 10 min.</summary>
    public TimeSpan InventoryInterval { get; set; } = TimeSpan.FromMinutes(10);
}
