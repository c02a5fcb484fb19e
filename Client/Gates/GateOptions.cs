using System.ComponentModel.DataAnnotations;

namespace ShuffleOrleans.Client.Gates;

/// <summary>How inputs are read.</summary>
public sealed class GateOptions
{
    /// <summary>
    /// Memory of one gate in bytes, 2 MiB to 4 GiB. Defaults to 32 MiB. It is shared out among the workers the gate reads from, and among the channels of each
    /// by what they still have to send.
    /// </summary>
    [Range(2L * 1024 * 1024, 4L << 30)]
    public long MemoryPerGateBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>
    /// The most credit one channel holds at once, in bytes, 64 KiB to 1 GiB. Defaults to 2 MiB. More means longer stretches from the file in one go.
    /// </summary>
    [Range(64L * 1024, 1L << 30)]
    public long MaxCreditPerChannelBytes { get; set; } = 2L * 1024 * 1024;
}
