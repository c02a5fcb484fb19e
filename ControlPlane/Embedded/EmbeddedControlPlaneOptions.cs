using System.ComponentModel.DataAnnotations;
using ShuffleOrleans.ControlPlane.Settings;

namespace ShuffleOrleans.ControlPlane.Embedded;

/// <summary>Settings of the control plane that lives inside one process.</summary>
public sealed class EmbeddedControlPlaneOptions : ControlPlaneOptions
{
    /// <summary>Where the journal lies. Null, the default, keeps nothing: after a restart jobs register again and workers bring their inventories.</summary>
    public string? JournalDirectory { get; set; }

    /// <summary>
    /// From this size on the journal is begun anew with the present state, in bytes. A state of more than half of it lets the journal grow to twice the
    /// state. Default 64 MiB.
    /// </summary>
    [Range(1 << 12, 1L << 40)]
    public long JournalCompactionBytes { get; set; } = 64 << 20;

    /// <summary>How long a worker may be silent before it counts as gone and what is being written there has failed. Default 1 min.</summary>
    public TimeSpan WorkerHeartbeatTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
