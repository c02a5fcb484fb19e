using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Shuffle;
using ShuffleOrleans.Benchmarks.Systems.Service;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>
/// More and more channels at the same time, always with the same bytes in all: as many producers write at once as there are channels, and then one consumer reads
/// from all of their partitions at once.
/// </summary>
internal sealed class ChannelSeries(GrowthPlan plan) : IGrowthSeries
{
    private const int PieceBytes = 32 * 1024;
    private const long LeastWriterMemory = 1024 * 1024;
    private const long AllWritersMemory = 256 * 1024 * 1024;
    private const int MaxChannels = 1_000;

    public string Name => "channels";

    public IReadOnlyList<long> Xs { get; } = GrowthPlan.Decades(1, MaxChannels);

    public async Task<GrowthPoint> MeasureAsync(long x, CancellationToken cancellationToken)
    {
        ShuffleShape shape = new()
        {
            Name = Name,
            Producers = (int)x,
            Consumers = 1,
            TotalBytes = plan.Bytes,
            PieceBytes = PieceBytes,
            WriterMemoryBytes = Math.Clamp(AllWritersMemory / x, LeastWriterMemory, AllWritersMemory / 8),
        };
        ExchangeMeasurer measurer = new(plan.Exchange(clients: 1, slots: (int)x));
        Measurement measurement = await measurer.MeasureAsync(new ShuffleSystem(), shape, round: 1, cancellationToken);
        return ExchangePoint.Of(Name, x, measurement);
    }
}
