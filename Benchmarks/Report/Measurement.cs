namespace ShuffleOrleans.Benchmarks.Report;

/// <summary>One exchange through one system in one round.</summary>
/// <param name="System">Its name.</param>
/// <param name="Shape">The shape's name.</param>
/// <param name="Round">From 1.</param>
/// <param name="Bytes">What was written, and read once.</param>
/// <param name="Write">The producers' phase.</param>
/// <param name="Read">The consumers' phase.</param>
/// <param name="PeakResidentBytes">The server's peak, from before the write until after the read; null without a server.</param>
/// <param name="ClientPeakResidentBytes">The sum of the clients' peaks.</param>
internal sealed record Measurement(
    string System, string Shape, int Round, long Bytes, PhaseCost Write, PhaseCost Read, long? PeakResidentBytes, long ClientPeakResidentBytes)
{
    private const double BytesPerGB = 1e9;

    public double GB => Bytes / BytesPerGB;

    public double WriteBytesPerSecond => Bytes / Write.Seconds;

    public double ReadBytesPerSecond => Bytes / Read.Seconds;

    public double ClientCpuPerGB => (Write.ClientCpu + Read.ClientCpu).Total / GB;

    public double? WorkerCpuPerGB => (Write.WorkerCpu + Read.WorkerCpu)?.Total / GB;

    /// <summary>Of both ends, writing and reading once.</summary>
    public double CpuPerGB => ClientCpuPerGB + (WorkerCpuPerGB ?? 0);

    /// <summary>What the warm-up left for the runtimes to compile.</summary>
    public long CompiledMethods => Write.CompiledMethods + Read.CompiledMethods;

    public double ClientAllocatedPerGB => (Write.ClientHeap.AllocatedBytes + Read.ClientHeap.AllocatedBytes) / GB;

    public double? WorkerAllocatedPerGB => (Write.WorkerHeap?.AllocatedBytes + Read.WorkerHeap?.AllocatedBytes) / GB;

    /// <summary>Of both ends; null where the server does not tell.</summary>
    public double? AllocatedPerGB => Write.WorkerCpu is null ? ClientAllocatedPerGB : ClientAllocatedPerGB + WorkerAllocatedPerGB;

    /// <summary>Of the processes that tell.</summary>
    public int Gen2Collections => Write.ClientHeap.Gen2 + Read.ClientHeap.Gen2 + (Write.WorkerHeap?.Gen2 ?? 0) + (Read.WorkerHeap?.Gen2 ?? 0);
}
