using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>One exchange, and one client's part in it. Crosses to the client process as JSON.</summary>
/// <param name="Exchange">Its name, never used before on this server: lower-case letters and digits.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="Client">This client's number, from 0.</param>
/// <param name="ClientCount">How many there are.</param>
public sealed record ExchangePlan(string Exchange, ShuffleShape Shape, int Client, int ClientCount)
{
    /// <summary>How many tasks a client runs at a time, as an executor would: its producers, later its consumers. The same for every system.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>The producers that this client runs.</summary>
    public IEnumerable<int> Producers => Mine(Shape.Producers);

    /// <summary>The consumers that this client runs.</summary>
    public IEnumerable<int> Consumers => Mine(Shape.Consumers);

    private IEnumerable<int> Mine(int count) => Enumerable.Range(0, count).Where(i => i % ClientCount == Client);
}
