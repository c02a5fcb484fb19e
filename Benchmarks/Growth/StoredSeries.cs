using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Benchmarks.Systems.Service;

namespace ShuffleOrleans.Benchmarks.Growth;

/// <summary>Committed partitions in files, tiny ones, which the worker finds, checks and reports when it starts.</summary>
internal sealed class StoredSeries(GrowthPlan plan) : RestartSeries(plan, plan.MaxStored)
{
    private const int PieceBytes = 64;
    private const int Slots = 16;

    public override string Name => "stored";

    protected override async Task PrepareAsync(ServiceAddress address, int partitions, CancellationToken cancellationToken)
    {
        ShuffleShape shape = new()
        {
            Name = Name,
            Producers = partitions,
            Consumers = 1,
            TotalBytes = (long)partitions * PieceBytes,
            PieceBytes = PieceBytes,
        };
        // The exchange is not ended: what it wrote stays.
        await using ServiceClient client = new(address);
        IExchange exchange = await client.BeginAsync(
            new ExchangePlan(Name, shape, Client: 0, ClientCount: 1) { Slots = Slots }, new ShapeData(shape, seed: 1), cancellationToken);
        await exchange.WriteAsync(cancellationToken);
    }
}
