using System.ComponentModel.DataAnnotations;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>A shuffle worker: where it listens, what it may use. Its parts have options of their own.</summary>
public sealed class ShuffleWorkerOptions
{
    /// <summary>The address to listen on. Defaults to 127.0.0.1: nothing is reachable from other machines unless configured.</summary>
    [Required]
    public string BindAddress { get; set; } = "127.0.0.1";

    /// <summary>The TCP port of the data plane, 0 for a free one. Defaults to 10086.</summary>
    [Range(0, 65535)]
    public int DataPort { get; set; } = 10086;

    /// <summary>The host name or address that clients are told. Defaults to the bind address.</summary>
    public string? AdvertisedHost { get; set; }

    /// <summary>A label of the failure domain; may be empty.</summary>
    [MaxLength(200)]
    public string Rack { get; set; } = "";

    /// <summary>Data directories, comma-separated: <c>[SSD]/a,[HDD]/b</c>. The short form of <see cref="StorageOptions.DataDirectories"/>.</summary>
    public string? DataDirectories { get; set; }

    /// <summary>Data directories and their I/O.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>What a start makes of the files it finds.</summary>
    public RecoveryOptions Recovery { get; set; } = new();

    /// <summary>How long damaged files are kept.</summary>
    public QuarantineOptions Quarantine { get; set; } = new();

    /// <summary>How stored partitions are checked at rest.</summary>
    public ScrubbingOptions Scrubbing { get; set; } = new();

    /// <summary>
    /// How long committed partitions are kept while no control plane answers, 1 min or more. Defaults to none: they are kept for ever. It counts anew for each
    /// process, and for each partition from its commit.
    /// </summary>
    public TimeSpan? OrphanTimeToLive { get; set; }

    /// <summary>The memory budget.</summary>
    public MemoryLedgerOptions Memory { get; set; } = new();

    /// <summary>Limits and timings.</summary>
    public DataServerOptions Server { get; set; } = new();

    /// <summary>Socket settings.</summary>
    public SocketTransportOptions Transport { get; set; } = new();

    /// <summary>The same settings with other data directories.</summary>
    /// <param name="dataDirectories">The directories, as <see cref="StorageOptions.DataDirectories"/> has them.</param>
    public ShuffleWorkerOptions WithDataDirectories(string dataDirectories)
    {
        var copy = (ShuffleWorkerOptions)MemberwiseClone();
        copy.DataDirectories = null;
        copy.Storage = Storage.WithDataDirectories(dataDirectories);
        return copy;
    }
}
