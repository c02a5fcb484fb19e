using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Client.Local;

/// <summary>The local shuffle service as an engine configures it.</summary>
public sealed class LocalShuffleOptions
{
    /// <summary>
    /// The worker inside each executor: its data directories, in which every executor makes a directory of its own, its address, memory and limits. Defaults to
    /// a free port of the loopback address, 256 MiB of memory, 256 partitions written at once, and 1 s for open channels when the executor ends. The name by
    /// which others reach it is the engine's to say, in the producer's descriptor: AdvertisedHost and Rack are not used.
    /// </summary>
    public ShuffleWorkerOptions Worker { get; set; } = new()
    {
        DataPort = 0,
        Memory = new MemoryLedgerOptions { BudgetBytes = 256L * 1024 * 1024 },
        Server = new DataServerOptions { MaxWriteChannels = 256, DrainTimeout = TimeSpan.FromSeconds(1) },
    };

    /// <summary>How executors keep partitions. Defaults to the page cache: nothing outlives the executor anyway.</summary>
    public StorageChoice Storage { get; set; }

    /// <summary>How payloads are compressed. Defaults to none.</summary>
    public CompressionCodec Compression { get; set; }

    /// <summary>The memory of the executor's writers, gates and connections. The worker's is beside it.</summary>
    public MemoryLedgerOptions Memory { get; set; } = new();

    /// <summary>Writers.</summary>
    public WriterOptions Writers { get; set; } = new();

    /// <summary>Gates.</summary>
    public GateOptions Gates { get; set; } = new();

    /// <summary>
    /// Connections to executors. Differs from the remote service's in one default: five retries, about 3 s in all, since an executor that died does not come
    /// back with its data.
    /// </summary>
    public ConnectionOptions Connections { get; set; } = new() { MaxRetries = 5 };

    /// <summary>Socket settings of connections to executors. Those of the worker are <see cref="ShuffleWorkerOptions.Transport"/>.</summary>
    public SocketTransportOptions Transport { get; set; } = new();

    /// <summary>The data directories, whichever way they were named.</summary>
    internal string DataDirectories => Worker.DataDirectories ?? Worker.Storage.DataDirectories;

    /// <summary>Reports every setting that makes no sense, at once; those of the worker only concern executors, see <see cref="ValidateWorker"/>.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        List<ValidationResult> problems = [];
        foreach (object part in new object[] { Memory, Writers, Gates, Connections, Transport })
        {
            Validator.TryValidateObject(part, new ValidationContext(part), problems, validateAllProperties: true);
        }

        if (!Storage.IsKnown())
        {
            problems.Add(new ValidationResult($"Storage {Storage} is not known."));
        }

        Require(problems.Select(problem => problem.ErrorMessage!));
    }

    /// <summary>Reports every setting of the worker that makes no sense here, such as a data directory that does not exist.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void ValidateWorker()
    {
        ValidateOptionsResult result = new ShuffleWorkerOptionsValidator().Validate(null, Worker.WithDataDirectories(DataDirectories));
        Require(result.Failures ?? []);
    }

    /// <summary>What an executor's writers and gates are given.</summary>
    internal RemoteShuffleOptions ForTasks() => new()
    {
        Compression = Compression,
        Memory = Memory,
        Writers = Writers,
        Gates = Gates,
        Connections = Connections,
        Transport = Transport,
    };

    private static void Require(IEnumerable<string> problems)
    {
        string all = string.Join(' ', problems);
        if (all.Length > 0)
        {
            throw new ArgumentException($"Local shuffle service: {all}");
        }
    }
}
