using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Shuffle;
using ShuffleOrleans.Benchmarks.Systems.Service;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>
/// Longer and longer frames, always with the same bytes in all. Every producer has one piece for each consumer, so a piece is a frame; short frames therefore also
/// mean more producers and consumers, as they do in practice.
/// </summary>
internal sealed class FrameSeries(GrowthPlan plan) : IGrowthSeries
{
    private const int DefaultBufferBytes = 64 * 1024;
    private const int LeastTasks = 4;
    private const int Clients = 2;
    private const int Slots = 4;

    public string Name => "frames";

    public IReadOnlyList<long> Xs { get; } = [1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20];

    public async Task<GrowthPoint> MeasureAsync(long x, CancellationToken cancellationToken)
    {
        int tasks = Math.Max(LeastTasks, (int)Math.Sqrt(plan.Bytes / (double)x));
        ShuffleShape shape = new()
        {
            Name = Name,
            Producers = tasks,
            Consumers = tasks,
            // With its header the frame fills one buffer, at the largest.
            PieceBytes = (int)x - FrameHeader.Length,
            TotalBytes = (x - FrameHeader.Length) * tasks * tasks,
            BufferBytes = x > DefaultBufferBytes ? (int)x : null,
        };
        ExchangeMeasurer measurer = new(plan.Exchange(Clients, Slots));
        Measurement measurement = await measurer.MeasureAsync(new ShuffleSystem(), shape, round: 1, cancellationToken);
        return ExchangePoint.Of(Name, x, measurement);
    }
}
