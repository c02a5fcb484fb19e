namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>What runs the control plane.</summary>
public enum ServiceKind
{
    /// <summary>One process.</summary>
    Embedded,

    /// <summary>Grains on the silos of a cluster.</summary>
    Cluster,
}
