using System.ComponentModel.DataAnnotations;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Client.Writers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;

namespace ShuffleOrleans.Client.Remote;

/// <summary>The remote shuffle service as an engine configures it.</summary>
public sealed class RemoteShuffleOptions
{
    /// <summary>The base address of a node's control API, for instance <c>http://127.0.0.1:8090</c>. The JobMaster needs it; an executor does not.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>How payloads are compressed. Defaults to none: it pays on networks of 10 Gb/s and less, and costs more than it saves on faster ones.</summary>
    public CompressionCodec Compression { get; set; }

    /// <summary>Calls of the control API.</summary>
    public HttpShuffleControlPlaneOptions ControlPlane { get; set; } = new();

    /// <summary>The shuffle master.</summary>
    public RemoteShuffleMasterOptions Master { get; set; } = new();

    /// <summary>The executor's memory for shuffling. Writers, gates and connections share it.</summary>
    public MemoryLedgerOptions Memory { get; set; } = new();

    /// <summary>Writers.</summary>
    public WriterOptions Writers { get; set; } = new();

    /// <summary>Gates.</summary>
    public GateOptions Gates { get; set; } = new();

    /// <summary>Connections to workers.</summary>
    public ConnectionOptions Connections { get; set; } = new();

    /// <summary>Socket settings.</summary>
    public SocketTransportOptions Transport { get; set; } = new();

    /// <summary>Reports every setting that is out of its range, at once.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message names all that are.</exception>
    public void Validate()
    {
        List<ValidationResult> problems = [];
        foreach (object part in new object[] { Memory, Writers, Gates, Connections, Transport })
        {
            Validator.TryValidateObject(part, new ValidationContext(part), problems, validateAllProperties: true);
        }

        if (problems.Count > 0)
        {
            throw new ArgumentException($"Remote shuffle service: {string.Join(' ', problems.Select(problem => problem.ErrorMessage))}");
        }
    }
}
