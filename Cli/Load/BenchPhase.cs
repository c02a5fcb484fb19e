namespace ShuffleOrleans.Cli.Load;

/// <summary>One half of the load.</summary>
/// <param name="Bytes">Payload.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">Of this process, user and system.</param>
internal sealed record BenchPhase(long Bytes, double Seconds, double CpuSeconds)
{
    public double BytesPerSecond => Seconds > 0 ? Bytes / Seconds : 0;

    public double CpuSecondsPerGB => Bytes > 0 ? CpuSeconds / (Bytes / 1e9) : 0;
}
